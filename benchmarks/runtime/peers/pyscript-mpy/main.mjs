await import("./core/core.js");
