// The phrase index as laid out by scripts/bulletin/site/search_shards.py.
/** The order of the keys in the index. */
function hashOf(key) {
  let mixed = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** The key of a character or a pair. */
export function keyOf(chars) {
  return ((chars.charCodeAt(0) << 16) | (chars.length > 1 ? chars.charCodeAt(1) : 0)) >>> 0;
}

/** The shard that holds a key; `shards` is a power of two. */
export function shardOf(key, shards) {
  return Math.floor((hashOf(key) / 2 ** 32) * shards);
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

/** The blocks of a shard: first page, hashes by their bytes, entries. */
function* blocks(shard) {
  const source = numbers(shard);
  while (source.more()) {
    const [first, count, size] = [source.next(), source.next(), source.next()];
    yield { first, count, hashes: source.take(4 * count), entries: source.take(size) };
  }
}

/** Where a hash stands among those of a block, or -1. */
function placeOf({ count, hashes }, hash) {
  const at = (i) => ((hashes[i] << 24) | (hashes[count + i] << 16) | (hashes[2 * count + i] << 8) | hashes[3 * count + i]) >>> 0;
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle) < hash) low = middle + 1;
    else high = middle;
  }
  return low < count && at(low) === hash ? low : -1;
}

/** The raw lists of the entry at a place. */
function entry(entries, place) {
  const source = numbers(entries);
  for (let at = 0; ; at++) {
    const head = source.next();
    const list = source.take(Math.floor(head / 2));
    const titles = head % 2 ? source.take(source.next()) : null;
    if (at === place) return { list, titles };
  }
}

function* pagesOf(list, first, shift) {
  const source = numbers(list);
  for (let page = first - 1; source.more(); ) {
    const value = source.next();
    page += Math.floor(value / 2 ** shift) + 1;
    yield [page, value % 2 ** shift];
  }
}

/** Pages that hold what has the key: page → how often (0 once … 3 five times or more; always 0 where
    the list is not `counted`), and those that hold it in the title. */
export function lookUp(shard, key, counted) {
  const often = new Map();
  const titles = new Set();
  const hash = hashOf(key);
  for (const block of blocks(shard)) {
    const place = placeOf(block, hash);
    if (place < 0) continue;
    const found = entry(block.entries, place);
    for (const [page, count] of pagesOf(found.list, block.first, counted ? 2 : 0)) often.set(page, count);
    if (found.titles) for (const [page] of pagesOf(found.titles, block.first, 0)) titles.add(page);
  }
  return { often, titles };
}
