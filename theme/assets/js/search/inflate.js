// Gunzip (RFC 1951, 1952) for browsers without DecompressionStream.
const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** A Huffman code as counts by length and symbols in order of their codes. */
function huffman(lengths) {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  const offsets = new Uint16Array(17);
  for (let i = 1; i < 16; i++) offsets[i + 1] = offsets[i] + counts[i];
  const symbols = [];
  lengths.forEach((length, symbol) => {
    if (length) symbols[offsets[length]++] = symbol;
  });
  return { counts, symbols };
}

function reader(bytes, start) {
  let at = start;
  let buffer = 0;
  let held = 0;
  const bits = (count) => {
    while (held < count) {
      if (at >= bytes.length) throw new Error("inflate: the data ends early");
      buffer |= bytes[at++] << held;
      held += 8;
    }
    const value = buffer & ((1 << count) - 1);
    buffer >>>= count;
    held -= count;
    return value;
  };
  const symbol = ({ counts, symbols }) => {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < 16; length++) {
      code |= bits(1);
      if (code - counts[length] < first) return symbols[index + code - first];
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw new Error("inflate: no such code");
  };
  const align = () => {
    at -= held >> 3;
    buffer = 0;
    held = 0;
    return { take: (count) => bytes.subarray(at, (at += count)) };
  };
  return { bits, symbol, align };
}

function fixedCodes() {
  const lengths = Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
  return [huffman(lengths), huffman(new Array(30).fill(5))];
}

function dynamicCodes({ bits, symbol }) {
  const literals = bits(5) + 257;
  const distances = bits(5) + 1;
  const orders = bits(4) + 4;
  const meta = new Array(19).fill(0);
  for (let i = 0; i < orders; i++) meta[ORDER[i]] = bits(3);
  const code = huffman(meta);
  const lengths = [];
  while (lengths.length < literals + distances) {
    const next = symbol(code);
    if (next < 16) lengths.push(next);
    else if (next === 16) lengths.push(...new Array(3 + bits(2)).fill(lengths.at(-1)));
    else lengths.push(...new Array(next === 17 ? 3 + bits(3) : 11 + bits(7)).fill(0));
  }
  return [huffman(lengths.slice(0, literals)), huffman(lengths.slice(literals))];
}

function copyBlock({ bits, symbol }, [literals, distances], out, at) {
  for (;;) {
    const next = symbol(literals);
    if (next === 256) return at;
    if (next < 256) {
      out[at++] = next;
      continue;
    }
    const length = LENGTHS[next - 257] + bits(LENGTH_BITS[next - 257]);
    const far = symbol(distances);
    const distance = DISTANCES[far] + bits(DISTANCE_BITS[far]);
    for (let i = 0; i < length; i++, at++) out[at] = out[at - distance];
  }
}

/** CRC-32 as gzip has it. */
function checksum(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** The data of a gzip file without extra fields, as this site writes them. */
export function gunzip(bytes) {
  const tail = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 8);
  const out = new Uint8Array(tail.getUint32(4, true));
  const source = reader(bytes, 10);
  let at = 0;
  for (let last = 0; !last; ) {
    last = source.bits(1);
    const type = source.bits(2);
    if (type === 0) {
      const block = source.align();
      const [low, high] = block.take(4);
      out.set(block.take(low | (high << 8)), at);
      at += low | (high << 8);
    } else at = copyBlock(source, type === 1 ? fixedCodes() : dynamicCodes(source), out, at);
  }
  if (at !== out.length || checksum(out) !== tail.getUint32(0, true)) throw new Error("inflate: the data are spoilt");
  return out;
}
