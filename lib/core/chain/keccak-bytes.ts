import { bytesToHex, type Hash } from 'viem'

type Five = readonly [number, number, number, number, number]
type Halves = readonly [...Ten, ...Ten, ...Ten, ...Ten, ...Ten]
type Ten = readonly [...Five, ...Five]

/** Bytes that are taken in at once. */
const rate = 136

/**
 * keccak256 of bytes: the hash that viem gives, several times faster. An indexer proves ids by the ten thousand, and there a
 * hash that is written for its size takes most of the time.
 */
export function keccakBytes(bytes: Uint8Array): Hash {
  const state = new Int32Array(50)
  let at = 0
  for (; bytes.length - at >= rate; at += rate) absorb(state, bytes, at)
  const last = new Uint8Array(rate)
  last.set(bytes.subarray(at))
  last[bytes.length - at] = 1
  last[rate - 1] = (last[rate - 1] ?? 0) | 0x80
  absorb(state, last, 0)
  const digest = new DataView(new ArrayBuffer(32))
  for (let lane = 0; lane < 4; lane++) {
    const [even, odd] = [state[2 * lane] ?? 0, state[2 * lane + 1] ?? 0]
    digest.setInt32(8 * lane, together((even & 0xffff) | (odd << 16)), true)
    digest.setInt32(8 * lane + 4, together((even >>> 16) | (odd & 0xffff0000)), true)
  }
  return bytesToHex(new Uint8Array(digest.buffer))
}

/** Little end first. A lane is kept as its even and its odd bits: to turn 64 bits is then to turn twice 32, which engines know. */
function absorb(state: Int32Array, bytes: Uint8Array, start: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, rate)
  for (let at = 0; at < rate; at += 8) {
    const [low, high] = [view.getInt32(at, true), view.getInt32(at + 4, true)]
    // Most of what is hashed is zeros.
    if (low === 0 && high === 0) continue
    const [a, b] = [apart(low), apart(high)]
    const lane = at / 4
    state[lane] = (state[lane] ?? 0) ^ ((a & 0xffff) | (b << 16))
    state[lane + 1] = (state[lane + 1] ?? 0) ^ ((a >>> 16) | (b & 0xffff0000))
  }
  permute(state)
}

/** The even bits of 32, in their order, and above them the odd ones. */
function apart(bits: number): number {
  return swap(swap(swap(swap(bits, 1, 0x22222222), 2, 0x0c0c0c0c), 4, 0x00f000f0), 8, 0x0000ff00)
}

/** Undoes `apart`. */
function together(bits: number): number {
  return swap(swap(swap(swap(bits, 8, 0x0000ff00), 4, 0x00f000f0), 2, 0x0c0c0c0c), 1, 0x22222222)
}

/** Bits of a mask change places with those so many places above them. */
function swap(bits: number, places: number, mask: number): number {
  const differing = (bits ^ (bits >>> places)) & mask
  return bits ^ differing ^ (differing << places)
}

/** The even and the odd bits of the constant of each round. */
const roundConstants = [
  1, 0, 0, 0x89, 0, 0x8000008b, 0, 0x80008080, 1, 0x8b, 1, 0x8000, 1, 0x80008088, 1, 0x80000082, 0,
  0xb, 0, 0xa, 1, 0x8082, 0, 0x8003, 1, 0x808b, 1, 0x8000000b, 1, 0x8000008a, 1, 0x80000081, 0,
  0x80000081, 0, 0x80000008, 0, 0x83, 0, 0x80008003, 1, 0x80008088, 0, 0x80000088, 1, 0x8000, 0,
  0x80008082,
]

/**
 * Keccak-f[1600]. The 25 lanes are halves in variables of their own, even and odd, and each round is written out: engines keep
 * variables in registers, and elements of an array not. Nor is the state taken apart as a whole, which makes an object of it
 * each time.
 *
 * @see https://keccak.team/keccak_specs_summary.html
 * @see https://keccak.team/files/Keccak-implementation-3.2.pdf on bit interleaving
 */
function permute(state: Int32Array): void {
  const halves = state as unknown as Halves
  let e0 = halves[0]
  let o0 = halves[1]
  let e1 = halves[2]
  let o1 = halves[3]
  let e2 = halves[4]
  let o2 = halves[5]
  let e3 = halves[6]
  let o3 = halves[7]
  let e4 = halves[8]
  let o4 = halves[9]
  let e5 = halves[10]
  let o5 = halves[11]
  let e6 = halves[12]
  let o6 = halves[13]
  let e7 = halves[14]
  let o7 = halves[15]
  let e8 = halves[16]
  let o8 = halves[17]
  let e9 = halves[18]
  let o9 = halves[19]
  let e10 = halves[20]
  let o10 = halves[21]
  let e11 = halves[22]
  let o11 = halves[23]
  let e12 = halves[24]
  let o12 = halves[25]
  let e13 = halves[26]
  let o13 = halves[27]
  let e14 = halves[28]
  let o14 = halves[29]
  let e15 = halves[30]
  let o15 = halves[31]
  let e16 = halves[32]
  let o16 = halves[33]
  let e17 = halves[34]
  let o17 = halves[35]
  let e18 = halves[36]
  let o18 = halves[37]
  let e19 = halves[38]
  let o19 = halves[39]
  let e20 = halves[40]
  let o20 = halves[41]
  let e21 = halves[42]
  let o21 = halves[43]
  let e22 = halves[44]
  let o22 = halves[45]
  let e23 = halves[46]
  let o23 = halves[47]
  let e24 = halves[48]
  let o24 = halves[49]
  for (let round = 0; round < 48; round += 2) {
    const ce0 = e0 ^ e5 ^ e10 ^ e15 ^ e20
    const co0 = o0 ^ o5 ^ o10 ^ o15 ^ o20
    const ce1 = e1 ^ e6 ^ e11 ^ e16 ^ e21
    const co1 = o1 ^ o6 ^ o11 ^ o16 ^ o21
    const ce2 = e2 ^ e7 ^ e12 ^ e17 ^ e22
    const co2 = o2 ^ o7 ^ o12 ^ o17 ^ o22
    const ce3 = e3 ^ e8 ^ e13 ^ e18 ^ e23
    const co3 = o3 ^ o8 ^ o13 ^ o18 ^ o23
    const ce4 = e4 ^ e9 ^ e14 ^ e19 ^ e24
    const co4 = o4 ^ o9 ^ o14 ^ o19 ^ o24
    const de0 = ce4 ^ ((co1 << 1) | (co1 >>> 31))
    const do0 = co4 ^ ce1
    const de1 = ce0 ^ ((co2 << 1) | (co2 >>> 31))
    const do1 = co0 ^ ce2
    const de2 = ce1 ^ ((co3 << 1) | (co3 >>> 31))
    const do2 = co1 ^ ce3
    const de3 = ce2 ^ ((co4 << 1) | (co4 >>> 31))
    const do3 = co2 ^ ce4
    const de4 = ce3 ^ ((co0 << 1) | (co0 >>> 31))
    const do4 = co3 ^ ce0
    e0 ^= de0
    o0 ^= do0
    const be0 = e0
    const bo0 = o0
    e1 ^= de1
    o1 ^= do1
    const be10 = (o1 << 1) | (o1 >>> 31)
    const bo10 = e1
    e2 ^= de2
    o2 ^= do2
    const be20 = (e2 << 31) | (e2 >>> 1)
    const bo20 = (o2 << 31) | (o2 >>> 1)
    e3 ^= de3
    o3 ^= do3
    const be5 = (e3 << 14) | (e3 >>> 18)
    const bo5 = (o3 << 14) | (o3 >>> 18)
    e4 ^= de4
    o4 ^= do4
    const be15 = (o4 << 14) | (o4 >>> 18)
    const bo15 = (e4 << 13) | (e4 >>> 19)
    e5 ^= de0
    o5 ^= do0
    const be16 = (e5 << 18) | (e5 >>> 14)
    const bo16 = (o5 << 18) | (o5 >>> 14)
    e6 ^= de1
    o6 ^= do1
    const be1 = (e6 << 22) | (e6 >>> 10)
    const bo1 = (o6 << 22) | (o6 >>> 10)
    e7 ^= de2
    o7 ^= do2
    const be11 = (e7 << 3) | (e7 >>> 29)
    const bo11 = (o7 << 3) | (o7 >>> 29)
    e8 ^= de3
    o8 ^= do3
    const be21 = (o8 << 28) | (o8 >>> 4)
    const bo21 = (e8 << 27) | (e8 >>> 5)
    e9 ^= de4
    o9 ^= do4
    const be6 = (e9 << 10) | (e9 >>> 22)
    const bo6 = (o9 << 10) | (o9 >>> 22)
    e10 ^= de0
    o10 ^= do0
    const be7 = (o10 << 2) | (o10 >>> 30)
    const bo7 = (e10 << 1) | (e10 >>> 31)
    e11 ^= de1
    o11 ^= do1
    const be17 = (e11 << 5) | (e11 >>> 27)
    const bo17 = (o11 << 5) | (o11 >>> 27)
    e12 ^= de2
    o12 ^= do2
    const be2 = (o12 << 22) | (o12 >>> 10)
    const bo2 = (e12 << 21) | (e12 >>> 11)
    e13 ^= de3
    o13 ^= do3
    const be12 = (o13 << 13) | (o13 >>> 19)
    const bo12 = (e13 << 12) | (e13 >>> 20)
    e14 ^= de4
    o14 ^= do4
    const be22 = (o14 << 20) | (o14 >>> 12)
    const bo22 = (e14 << 19) | (e14 >>> 13)
    e15 ^= de0
    o15 ^= do0
    const be23 = (o15 << 21) | (o15 >>> 11)
    const bo23 = (e15 << 20) | (e15 >>> 12)
    e16 ^= de1
    o16 ^= do1
    const be8 = (o16 << 23) | (o16 >>> 9)
    const bo8 = (e16 << 22) | (e16 >>> 10)
    e17 ^= de2
    o17 ^= do2
    const be18 = (o17 << 8) | (o17 >>> 24)
    const bo18 = (e17 << 7) | (e17 >>> 25)
    e18 ^= de3
    o18 ^= do3
    const be3 = (o18 << 11) | (o18 >>> 21)
    const bo3 = (e18 << 10) | (e18 >>> 22)
    e19 ^= de4
    o19 ^= do4
    const be13 = (e19 << 4) | (e19 >>> 28)
    const bo13 = (o19 << 4) | (o19 >>> 28)
    e20 ^= de0
    o20 ^= do0
    const be14 = (e20 << 9) | (e20 >>> 23)
    const bo14 = (o20 << 9) | (o20 >>> 23)
    e21 ^= de1
    o21 ^= do1
    const be24 = (e21 << 1) | (e21 >>> 31)
    const bo24 = (o21 << 1) | (o21 >>> 31)
    e22 ^= de2
    o22 ^= do2
    const be9 = (o22 << 31) | (o22 >>> 1)
    const bo9 = (e22 << 30) | (e22 >>> 2)
    e23 ^= de3
    o23 ^= do3
    const be19 = (e23 << 28) | (e23 >>> 4)
    const bo19 = (o23 << 28) | (o23 >>> 4)
    e24 ^= de4
    o24 ^= do4
    const be4 = (e24 << 7) | (e24 >>> 25)
    const bo4 = (o24 << 7) | (o24 >>> 25)
    e0 = be0 ^ (~be1 & be2)
    o0 = bo0 ^ (~bo1 & bo2)
    e1 = be1 ^ (~be2 & be3)
    o1 = bo1 ^ (~bo2 & bo3)
    e2 = be2 ^ (~be3 & be4)
    o2 = bo2 ^ (~bo3 & bo4)
    e3 = be3 ^ (~be4 & be0)
    o3 = bo3 ^ (~bo4 & bo0)
    e4 = be4 ^ (~be0 & be1)
    o4 = bo4 ^ (~bo0 & bo1)
    e5 = be5 ^ (~be6 & be7)
    o5 = bo5 ^ (~bo6 & bo7)
    e6 = be6 ^ (~be7 & be8)
    o6 = bo6 ^ (~bo7 & bo8)
    e7 = be7 ^ (~be8 & be9)
    o7 = bo7 ^ (~bo8 & bo9)
    e8 = be8 ^ (~be9 & be5)
    o8 = bo8 ^ (~bo9 & bo5)
    e9 = be9 ^ (~be5 & be6)
    o9 = bo9 ^ (~bo5 & bo6)
    e10 = be10 ^ (~be11 & be12)
    o10 = bo10 ^ (~bo11 & bo12)
    e11 = be11 ^ (~be12 & be13)
    o11 = bo11 ^ (~bo12 & bo13)
    e12 = be12 ^ (~be13 & be14)
    o12 = bo12 ^ (~bo13 & bo14)
    e13 = be13 ^ (~be14 & be10)
    o13 = bo13 ^ (~bo14 & bo10)
    e14 = be14 ^ (~be10 & be11)
    o14 = bo14 ^ (~bo10 & bo11)
    e15 = be15 ^ (~be16 & be17)
    o15 = bo15 ^ (~bo16 & bo17)
    e16 = be16 ^ (~be17 & be18)
    o16 = bo16 ^ (~bo17 & bo18)
    e17 = be17 ^ (~be18 & be19)
    o17 = bo17 ^ (~bo18 & bo19)
    e18 = be18 ^ (~be19 & be15)
    o18 = bo18 ^ (~bo19 & bo15)
    e19 = be19 ^ (~be15 & be16)
    o19 = bo19 ^ (~bo15 & bo16)
    e20 = be20 ^ (~be21 & be22)
    o20 = bo20 ^ (~bo21 & bo22)
    e21 = be21 ^ (~be22 & be23)
    o21 = bo21 ^ (~bo22 & bo23)
    e22 = be22 ^ (~be23 & be24)
    o22 = bo22 ^ (~bo23 & bo24)
    e23 = be23 ^ (~be24 & be20)
    o23 = bo23 ^ (~bo24 & bo20)
    e24 = be24 ^ (~be20 & be21)
    o24 = bo24 ^ (~bo20 & bo21)
    e0 ^= roundConstants[round] ?? 0
    o0 ^= roundConstants[round + 1] ?? 0
  }
  state[0] = e0
  state[1] = o0
  state[2] = e1
  state[3] = o1
  state[4] = e2
  state[5] = o2
  state[6] = e3
  state[7] = o3
  state[8] = e4
  state[9] = o4
  state[10] = e5
  state[11] = o5
  state[12] = e6
  state[13] = o6
  state[14] = e7
  state[15] = o7
  state[16] = e8
  state[17] = o8
  state[18] = e9
  state[19] = o9
  state[20] = e10
  state[21] = o10
  state[22] = e11
  state[23] = o11
  state[24] = e12
  state[25] = o12
  state[26] = e13
  state[27] = o13
  state[28] = e14
  state[29] = o14
  state[30] = e15
  state[31] = o15
  state[32] = e16
  state[33] = o16
  state[34] = e17
  state[35] = o17
  state[36] = e18
  state[37] = o18
  state[38] = e19
  state[39] = o19
  state[40] = e20
  state[41] = o20
  state[42] = e21
  state[43] = o21
  state[44] = e22
  state[45] = o22
  state[46] = e23
  state[47] = o23
  state[48] = e24
  state[49] = o24
}
