// The root of the site, whatever base path it is served below.
/** An address from which all others are made. */
export const root = new URL("../../../", import.meta.url);
