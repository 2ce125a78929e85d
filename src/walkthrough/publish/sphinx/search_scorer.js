/* A reader looks for a word on the pages first: the API reference comes after them. */
var Scorer = {
  score: ([docname, title, anchor, descr, score]) => (docname.startsWith("api/") ? score - 1000 : score),
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
