/*
 * Keccak-f[1600] as WebAssembly: engines have integers of 64 bits there, and the permutation is nothing else. The module is put
 * together here from what the specification says, so that there is no binary whose origin has to be trusted.
 *
 * https://keccak.team/keccak_specs_summary.html and https://webassembly.github.io/spec/core/binary/
 */

const rounds = 24

/** Lanes of the state: x + 5y, as the specification counts them. */
const lanes = Array.from({ length: 25 }, (_, lane) => lane)

/** Lanes that a block of keccak256 fills. */
const lanesOfBlock = 17

/** Where it keeps what, in bytes of its memory: the state at the beginning, and the constants of the rounds behind it. */
const constantsAt = 200

/** Where input can be put: as much as there is behind. */
export const inputAt = 512

/** Of memory; the module has one page. */
export const memorySize = 65_536

export type KeccakModule = {
  readonly memory: Uint8Array
  /** Takes in the 136 bytes that stand there. */
  readonly absorb: (at: number) => void
}

/** Compiles it, which takes some milliseconds. Not for pages: their policy forbids to compile. */
export function compileKeccak(): KeccakModule {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes()))
  const { memory, absorb } = exports as { memory: WebAssembly.Memory; absorb: (at: number) => void }
  new BigUint64Array(memory.buffer, constantsAt, rounds).set(roundConstants())
  return { memory: new Uint8Array(memory.buffer), absorb }
}

/** The bits come from a shift register with feedback. */
function roundConstants(): bigint[] {
  let register = 1
  const nextBit = () => {
    const bit = register & 1
    register = (register << 1) ^ (register & 0x80 ? 0x171 : 0)
    return bit
  }
  return Array.from({ length: rounds }, () => {
    let constant = 0n
    for (let j = 0n; j <= 6n; j++) if (nextBit()) constant |= 1n << ((1n << j) - 1n)
    return constant
  })
}

/** How far each lane is turned. */
function rotations(): number[] {
  const offsets = lanes.map(() => 0)
  for (let [t, x, y] = [0, 1, 0]; t < 24; [t, x, y] = [t + 1, y, (2 * x + 3 * y) % 5]) {
    offsets[x + 5 * y] = (((t + 1) * (t + 2)) / 2) % 64
  }
  return offsets
}

/** Where each lane goes. */
function places(): number[] {
  return lanes.map((lane) => {
    const [x, y] = [lane % 5, Math.floor(lane / 5)]
    return y + 5 * ((2 * x + 3 * y) % 5)
  })
}

// Instructions, as the binary format writes them.
const get = (local: number) => [0x20, ...leb(local)]
const set = (local: number) => [0x21, ...leb(local)]
const load = (offset: number) => [0x29, 3, ...leb(offset)]
const store = (offset: number) => [0x37, 3, ...leb(offset)]
const constant32 = (value: number) => [0x41, ...signedLeb(value)]
const constant64 = (value: number) => [0x42, ...signedLeb(value)]
const [add32, lessThan32, and, xor, rotateLeft] = [0x6a, 0x49, 0x83, 0x85, 0x89]
const [loop, branchIf, end] = [[0x03, 0x40], [0x0d, 0], 0x0b]

// Locals: the parameter, the round, and lanes.
const [at, round] = [0, 1]
const a = (lane: number) => 2 + lane
const b = (lane: number) => 27 + lane
const c = (x: number) => 52 + (x % 5)
const d = (x: number) => 57 + (x % 5)
const countOfLanes = 60

function absorbing(): number[] {
  const state = constant32(0)
  const taken = lanes.map((lane) => [
    ...[...state, ...load(8 * lane)],
    ...(lane < lanesOfBlock ? [...get(at), ...load(8 * lane), xor] : []),
    ...set(a(lane)),
  ])
  const kept = lanes.map((lane) => [...state, ...get(a(lane)), ...store(8 * lane)])
  const next = [...get(round), ...constant32(8), add32, ...set(round)]
  const isLeft = [...get(round), ...constant32(8 * rounds), lessThan32]
  return [taken, loop, oneRound(), next, isLeft, branchIf, end, kept, end].flat(2)
}

function oneRound(): number[] {
  const [turns, goesTo] = [rotations(), places()]
  const columns = [0, 1, 2, 3, 4]
  const theta = columns.map((x) => [
    ...get(a(x)),
    ...[5, 10, 15, 20].flatMap((y) => [...get(a(x + y)), xor]),
    ...set(c(x)),
  ])
  const parities = columns.map((x) => [
    ...[...get(c(x + 4)), ...get(c(x + 1)), ...constant64(1), rotateLeft, xor],
    ...set(d(x)),
  ])
  const rhoAndPi = lanes.map((lane) => [
    ...[...get(a(lane)), ...get(d(lane)), xor, ...constant64(turns[lane] ?? 0), rotateLeft],
    ...set(b(goesTo[lane] ?? 0)),
  ])
  const chi = lanes.map((lane) => {
    const row = lane - (lane % 5)
    const [one, two] = [b(row + ((lane + 1) % 5)), b(row + ((lane + 2) % 5))]
    const not = [...constant64(-1), xor]
    return [...get(b(lane)), ...get(one), ...not, ...get(two), and, xor, ...set(a(lane))]
  })
  const iota = [...get(a(0)), ...get(round), ...load(constantsAt), xor, ...set(a(0))]
  return [theta, parities, rhoAndPi, chi, iota].flat(2)
}

function moduleBytes(): Uint8Array<ArrayBuffer> {
  const [i32, i64] = [0x7f, 0x7e]
  const locals = list([
    [1, i32],
    [countOfLanes, i64],
  ])
  const body = [...locals, ...absorbing()]
  return Uint8Array.from([
    ...[0x00, ...text('asm'), 1, 0, 0, 0],
    ...section(1, [[0x60, 1, i32, 0]]),
    ...section(3, [[0]]),
    ...section(5, [[0, 1]]),
    ...section(7, [
      [...named('memory'), 2, 0],
      [...named('absorb'), 0, 0],
    ]),
    ...section(10, [[...leb(body.length), ...body]]),
  ])
}

const section = (id: number, items: readonly number[][]) => [id, ...sized(list(items))]
const list = (items: readonly number[][]) => [...leb(items.length), ...items.flat()]
const sized = (bytes: readonly number[]) => [...leb(bytes.length), ...bytes]
const named = (name: string) => sized(text(name))
const text = (characters: string) => [...new TextEncoder().encode(characters)]

/** Numbers are written in groups of seven bits, the lowest first. */
function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)]
}

function signedLeb(value: number): number[] {
  const isLast = value >= -0x40 && value < 0x40
  return isLast ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signedLeb(value >> 7)]
}
