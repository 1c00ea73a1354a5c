// The search page's own entry; the rest is the bundle that the dialog uses too.
import { start } from "./bundle.js";

start();
