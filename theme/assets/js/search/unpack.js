// Data files are gzipped under names that servers leave alone; old browsers inflate by script.
async function inflate(bytes) {
  if (typeof DecompressionStream === "undefined") {
    return (await import("./inflate.js")).gunzip(bytes);
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function asked(url, init) {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // A server that is being mended or asks to log in says 200, too.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) throw new Error(`not data: ${url}`);
  return inflate(bytes);
}

/**
 * The bytes behind an address, unpacked. Each file carries a mark, its length and a checksum: what is spoilt
 * is asked for once more, past all that may have kept it, and never believed.
 */
export async function fetchBytes(url) {
  try {
    return await asked(url);
  } catch (error) {
    return asked(url, { cache: "reload" }).catch(() => {
      throw error;
    });
  }
}

/** The JSON behind an address, unpacked. */
export async function fetchPacked(url) {
  return JSON.parse(new TextDecoder().decode(await fetchBytes(url)));
}
