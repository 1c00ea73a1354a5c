// What an article page adds to its text: contents that follow, addresses of clauses, citations, force today.
import "./contents.js";
import "./clauses.js";
import "./copy.js";
import "./force.js";
