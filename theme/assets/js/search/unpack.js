// Data files are gzipped under names that servers leave alone; old browsers inflate by script.
async function inflate(bytes) {
  if (typeof DecompressionStream === "undefined") {
    return (await import("./inflate.js")).gunzip(bytes);
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Whether bytes are none, or a page: a server that is being mended or asks to log in says 200, too. */
function isPage(bytes) {
  return !bytes.length || /^\s*(?:\ufeff)?\s*<(?:!|html|\?xml|head|body)/i.test(new TextDecoder().decode(bytes.subarray(0, 64)));
}

/** The bytes behind an address, unpacked. */
export async function fetchBytes(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!packed && isPage(bytes)) throw new Error(`not data: ${url}`);
  return packed ? inflate(bytes) : bytes;
}

/** The JSON behind an address, unpacked. */
export async function fetchPacked(url) {
  return JSON.parse(new TextDecoder().decode(await fetchBytes(url)));
}
