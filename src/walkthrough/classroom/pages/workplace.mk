# Short names for the commands that README.md explains. ARGS are handed on: make run ARGS="-p south=income"
ARGS ?=

.PHONY: run lab site
run:
	walkthrough run $(ARGS)
lab:
	walkthrough lab $(ARGS)
site:
	test -f build/default/run.json || walkthrough run
	walkthrough site $(ARGS)
