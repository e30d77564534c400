/**
 * Pairs of contracts of our own, old and new, each the smallest of its class. A name that ends in `Equal` is a benign twin.
 * The incident in a comment is that of the catalogue which the class is named after.
 */
export const purePairs: Readonly<Record<string, { readonly from: string; readonly to: string }>> = {
  // Compound 62, 2021-09-30: > for >= where the index of a market is compared with the first one.
  Accrual: pair(
    `function accrued(uint256 index, uint256 balance) public pure returns (uint256) {
       if (index >= 1e36) return balance * (index - 1e36) / 1e36 + 1;
       return 0;
     }`,
    `function accrued(uint256 index, uint256 balance) public pure returns (uint256) {
       if (index > 1e36) return balance * (index - 1e36) / 1e36 + 1;
       return 0;
     }`,
  ),
  // The same comparison the other way round, with an early return.
  AccrualEqual: pair(
    `function accrued(uint256 index, uint256 balance) public pure returns (uint256) {
       if (index >= 1e36) return balance * (index - 1e36) / 1e36 + 1;
       return 0;
     }`,
    `uint256 private constant FIRST = 1e36;
     function accrued(uint256 index, uint256 balance) public pure returns (uint256 amount) {
       if (index < FIRST) return 0;
       uint256 grown = index - FIRST;
       amount = 1 + (grown * balance) / FIRST;
     }`,
  ),
  // Uranium, 2021-04-28: 1000 became 10000 in one of two places.
  Invariant: pair(
    `function holds(uint128 x, uint128 y, uint64 paid, uint64 k) public pure returns (bool) {
       return (uint256(x) * 1000 - paid) * y >= uint256(k) * 1000;
     }`,
    `function holds(uint128 x, uint128 y, uint64 paid, uint64 k) public pure returns (bool) {
       return (uint256(x) * 10000 - paid) * y >= uint256(k) * 1000;
     }`,
  ),
  // A fraction that was shortened: it multiplies by less, so it overflows later.
  Shortened: pair(
    `function fee(uint256 amount) public pure returns (uint256) { return amount * 30 / 10000; }`,
    `function fee(uint256 amount) public pure returns (uint256) { return amount * 3 / 1000; }`,
  ),
  ShortenedEqual: pair(
    `function fee(uint128 amount) public pure returns (uint256) { return uint256(amount) * 30 / 10000; }`,
    `function fee(uint128 amount) public pure returns (uint256) { return uint256(amount) * 3 / 1000; }`,
  ),
  // Rounding that changed its side.
  Rounding: pair(
    `function shares(uint256 assets, uint256 rate) public pure returns (uint256) { return assets * 1e18 / rate; }`,
    `function shares(uint256 assets, uint256 rate) public pure returns (uint256) { return (assets * 1e18 + rate - 1) / rate; }`,
  ),
  // The same sum in another order; checked, any order overflows where the sum does.
  OrderEqual: pair(
    `function sum(uint256 a, uint256 b, uint256 c) internal pure returns (uint256) { return a + b + c; }`,
    `function sum(uint256 a, uint256 b, uint256 c) internal pure returns (uint256) { uint256 d = c + a; return b + d; }`,
  ),
  Unchecked: pair(
    `function add(uint256 a, uint256 b) public pure returns (uint256) { return a + b; }`,
    `function add(uint256 a, uint256 b) public pure returns (uint256) { unchecked { return a + b; } }`,
  ),
  // What cannot overflow needs no check.
  UncheckedEqual: pair(
    `function half(uint256 a, uint256 b) public pure returns (uint256) { require(a >= b); return (a - b) / 2; }`,
    `function half(uint256 a, uint256 b) public pure returns (uint256) {
       if (b > a) revert();
       unchecked { return (a - b) >> 1; }
     }`,
  ),
  // Truncation to fewer bits, by a conversion or by a mask.
  MaskEqual: pair(
    `function low(uint256 word) public pure returns (uint256) { return uint128(word); }`,
    `function low(uint256 word) public pure returns (uint256) { return word & type(uint128).max; }`,
  ),
  Signed: pair(
    `function shift(int256 value) public pure returns (int256) { return value / 2; }`,
    `function shift(int256 value) public pure returns (int256) { return value >> 1; }`,
  ),
  // In a library that the contract uses, with values of its own type.
  LibraryEqual: {
    from: library('return Wad.wrap(Wad.unwrap(a) * Wad.unwrap(b) / ONE);'),
    to: library('uint256 x = Wad.unwrap(b); return Wad.wrap(x * Wad.unwrap(a) / ONE);'),
  },
  Library: {
    from: library('return Wad.wrap(Wad.unwrap(a) * Wad.unwrap(b) / ONE);'),
    to: library('return Wad.wrap(Wad.unwrap(a) * Wad.unwrap(b) / (ONE + 1));'),
  },
  // What is called is not understood, but it is the same on both sides.
  AssemblyEqual: {
    from: assembly('return mulDiv(a, b, 1e18) + 1;'),
    to: assembly('uint256 c = mulDiv(a, b, 1e18); return 1 + c;'),
  },
  Assembly: {
    from: assembly('return mulDiv(a, b, 1e18);'),
    to: assembly('return mulDiv(b, a, 1e18);'),
  },
  // A product of 512 bits.
  WideProduct: pair(
    `function mulDiv(uint256 a, uint256 b, uint256 c) public pure returns (uint256) { return a * b / c; }`,
    `function mulDiv(uint256 a, uint256 b, uint256 c) public pure returns (uint256 result) {
       unchecked {
         uint256 low = a * b;
         assembly { result := div(low, c) }
       }
     }`,
  ),
  Loop: pair(
    `function sum(uint256 n) public pure returns (uint256 s) { for (uint256 i = 0; i < n; i++) s += i; }`,
    `function sum(uint256 n) public pure returns (uint256 s) { s = n * (n - 1) / 2; }`,
  ),
  LoopEqual: pair(
    `function power(uint64 x) public pure returns (uint256 r) { r = 1; for (uint256 i = 0; i < 4; i++) r *= x; }`,
    `function power(uint64 x) public pure returns (uint256) { return uint256(x) ** 4; }`,
  ),
  // For one argument of many, at which nobody would look.
  Hidden: pair(
    `function next(uint32 a) public pure returns (uint256) { return uint256(a) + 7; }`,
    `function next(uint32 a) public pure returns (uint256) { return uint256(a) + (uint256(a) * a == 663781713984 ? 8 : 7); }`,
  ),
  // Of three products the solver has to see through at once.
  Hard: pair(
    `function value(uint256 a, uint256 b, uint256 c) public pure returns (uint256) {
       require(c > 0 && a < 2 ** 85 && b < 2 ** 85 && c < 2 ** 85);
       return a * b * c / (a + c) % (b + 1);
     }`,
    `function value(uint256 a, uint256 b, uint256 c) public pure returns (uint256) {
       require(c > 0 && a < 2 ** 85 && b < 2 ** 85 && c < 2 ** 85);
       uint256 d = a * b * c;
       return (d - d % (a + c)) / (a + c) % (1 + b);
     }`,
  ),
}

function pair(from: string, to: string) {
  return { from: `contract Pair { ${from} }`, to: `contract Pair { ${to} }` }
}

function library(body: string): string {
  return `
    type Wad is uint256;
    uint256 constant ONE = 1e18;
    library WadMath { function mul(Wad a, Wad b) internal pure returns (Wad) { ${body} } }
    contract Pair {
      using WadMath for Wad;
      Wad private held;
      function grow(Wad by) external { held = held.mul(by); }
    }`
}

function assembly(body: string): string {
  return `
    library Wide {
      function mulDiv(uint256 a, uint256 b, uint256 c) internal pure returns (uint256 r) {
        assembly { r := div(mul(a, b), c) }
      }
    }
    contract Pair {
      using Wide for uint256;
      function scaled(uint256 a, uint256 b) public pure returns (uint256) { ${body.replaceAll('mulDiv', 'Wide.mulDiv')} }
    }`
}
