"""The command `walkthrough`: runs, batches, ingest, publishing, class editions and checks."""
