// The phrase index as written by scripts/bulletin/site/search_index.py.
function mix(key) {
  let mixed = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return mixed ^ (mixed >>> 15);
}

/** The key of a character or a pair. */
export function keyOf(chars) {
  return ((chars.charCodeAt(0) << 16) | (chars.length > 1 ? chars.charCodeAt(1) : 0)) >>> 0;
}

/** The shard that holds a key; `shards` is a power of two. */
export function shardOf(key, shards) {
  return (mix(key) & (shards - 1)) >>> 0;
}

function numbers(bytes) {
  let at = 0;
  const next = () => {
    let value = 0;
    let scale = 1;
    for (;;) {
      if (at >= bytes.length) throw new Error("shard: the data ends early");
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  return { next, take: (count) => bytes.subarray(at, (at += count)), more: () => at < bytes.length };
}

/** The raw lists under a key, or null. */
function entry(shard, key) {
  const source = numbers(shard);
  let current = 0;
  while (source.more()) {
    current += source.next();
    const head = source.next();
    const list = source.take(Math.floor(head / 2));
    const titles = head % 2 ? source.take(source.next()) : null;
    if (current === key) return { list, titles };
    if (current > key) return null;
  }
  return null;
}

function* pagesOf(list, shift) {
  const source = numbers(list);
  for (let page = -1; source.more(); ) {
    const value = source.next();
    page += Math.floor(value / 2 ** shift) + 1;
    yield [page, value % 2 ** shift];
  }
}

/** Pages that hold what has the key: page → how often (0 once … 3 five times or more; always 0 where
    the list is not `counted`), and those that hold it in the title. */
export function lookUp(shard, key, counted) {
  const found = entry(shard, key);
  const often = new Map(found ? pagesOf(found.list, counted ? 2 : 0) : []);
  const titles = new Set();
  if (found?.titles) for (const [page] of pagesOf(found.titles, 0)) titles.add(page);
  return { often, titles };
}
