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

function numbers(bytes, start = 0) {
  let at = start;
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

function pagesOf(list) {
  const source = numbers(list);
  const pages = [];
  for (let page = -1; source.more(); ) pages.push((page += source.next() + 1));
  return pages;
}

/** Pages that hold the characters: page → how often (0 once … 3 five times or more), and those
    that hold them in the title. */
export function lookUp(shard, chars) {
  const found = entry(shard, keyOf(chars));
  if (!found) return { often: new Map(), titles: new Set() };
  if (chars.length === 1) {
    return { often: new Map(pagesOf(found.list).map((page) => [page, 0])), titles: new Set() };
  }
  const often = new Map();
  const source = numbers(found.list);
  for (let page = -1; source.more(); ) {
    const value = source.next();
    page += Math.floor(value / 4) + 1;
    often.set(page, value % 4);
  }
  return { often, titles: new Set(found.titles ? pagesOf(found.titles) : []) };
}
