/** A function for each thing that formulas can say, to hold them against the EVM. */
export const formulaZoo = `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

type Wad is uint128;
using {plus as +, minus as -, isLess as <} for Wad global;
function plus(Wad a, Wad b) pure returns (Wad) { return Wad.wrap(Wad.unwrap(a) + Wad.unwrap(b)); }
function minus(Wad a, Wad b) pure returns (Wad) { unchecked { return Wad.wrap(Wad.unwrap(a) - Wad.unwrap(b)); } }
function isLess(Wad a, Wad b) pure returns (bool) { return Wad.unwrap(a) < Wad.unwrap(b); }
uint256 constant SCALE = 10 ** 18;
enum Side { Left, Right, Both }
error Refused(uint256 why);

library Maths {
  uint8 internal constant STEP = 7;
  function clamp(uint256 x, uint256 most) internal pure returns (uint256) { return x > most ? most : x; }
  function even(uint256 n) internal pure returns (bool) { if (n % 2 == 0) { return true; } return false; }
}

abstract contract Base {
  function rate(uint256 x) internal pure virtual returns (uint256) { return x + 1; }
}

contract Zoo is Base {
  using Maths for uint256;
  uint256 private constant HALF = SCALE / 2;

  function rate(uint256 x) internal pure override returns (uint256) { return super.rate(x) * 2; }

  function checkedSum(uint256 a, uint256 b, uint256 c) public pure returns (uint256) { return a + b * 3 - c; }
  function uncheckedSum(uint256 a, uint256 b, uint256 c) public pure returns (uint256 r) {
    unchecked { r = a + b * 3 - c; r -= a.clamp(5); r++; }
  }
  function small(uint8 a, uint8 b) public pure returns (uint8 sum, uint16 wide, uint8 wrapped) {
    wide = uint16(a) * b;
    unchecked { wrapped = a * b + 1; }
    sum = a / 2 + b / 2;
  }
  function signedDivision(int256 a, int256 b) public pure returns (int256, int256) { return (a / b, a % b); }
  function uncheckedSigned(int8 a, int8 b) public pure returns (int8 x, int8 y, int8 z) {
    unchecked { x = a / b; y = a * b - b; z = -a; }
  }
  function checkedSigned(int8 a, int8 b) public pure returns (int8 x) { x = a * b - b; x = -x; }
  function narrowed(uint256 a, int256 b) public pure returns (uint64, int16, uint256, int256) {
    return (uint64(a), int16(b), uint256(b), int256(a));
  }
  function remainders(uint256 a, uint256 b, uint256 n) public pure returns (uint256, uint256, uint256) {
    return (a % 97, addmod(a, b, n), mulmod(a, b, n));
  }
  function shifts(uint256 a, uint8 by, int256 c) public pure returns (uint256, uint256, int256, uint256) {
    return (a << by, a >> by, c >> 3, (a << 200) >> 5);
  }
  function bits(uint256 a, uint256 b) public pure returns (uint256, uint256, uint256, uint256, uint256) {
    return (a & b, a | b, a ^ b, ~a & 0xff, a & ~uint256(0xffff));
  }
  function flipped(int64 a) public pure returns (int64, bool) { return (~a, !(a > 0)); }
  function words(bytes32 a, bytes4 b) public pure returns (bytes4, bytes8, bytes32, bool, bytes4, uint32) {
    return (bytes4(a), bytes8(b), b, a > bytes32("m"), b << 4, uint32(b));
  }
  function selector(bytes4 a) public pure returns (bool) { return a == 0x12345678 || a == bytes4(0); }
  function powers(uint64 a, uint8 n) public pure returns (uint256, uint256) { return (uint256(a) ** 3, 10 ** uint256(n)); }
  function uncheckedPower(uint256 a) public pure returns (uint256) { unchecked { return a ** 5; } }
  function required(uint256 a, bool isOpen) public pure returns (uint256) {
    require(isOpen, "closed");
    require(a != 3, Refused(a));
    if (a > 1000) revert Refused(2);
    assert(a != 10);
    return a * SCALE + HALF;
  }
  function early(uint256 a, uint256 b) public pure returns (uint256 r) {
    if (a == 0) return 7;
    r = b;
    if (a < b) { r = a; if (b > 100) return r + 1; else r += 2; }
    else if (a == b) { revert(); }
    r = r * 2;
  }
  function lazy(uint256 a, uint256 b) public pure returns (bool, bool) {
    return (b != 0 && a / b > 2, b == 0 || a / b > 2);
  }
  function chosen(bool first, uint256 a, uint256 b) public pure returns (uint256) {
    return first ? a - 1 : b / a;
  }
  function swapped(uint256 a, uint256 b) public pure returns (uint256, uint256) { (a, b) = (b, a); return (a, b); }
  function several(uint256 a) public pure returns (uint256) {
    (uint256 x, , uint256 z) = split(a);
    (x, z) = (z, x);
    return x - z;
  }
  function split(uint256 a) public pure returns (uint256 x, uint256 y, uint256 z) { x = a / 100; y = a; z = a % 100; }
  function sides(Side a, uint8 b) public pure returns (Side, uint256, bool) { return (Side(b), uint256(a), a == Side.Right); }
  function wads(Wad a, Wad b) public pure returns (Wad, Wad, bool) { return (a + b, a - b, a < b); }
  function rated(uint256 x) public pure returns (uint256) { return rate(x); }
  function looped(uint64 x) public pure returns (uint256 r) {
    r = 1;
    for (uint256 i = 0; i < 4; i++) { if (Maths.even(i)) r *= x; else r += Maths.STEP; }
    uint256 left = 3;
    while (left > 0) { r ^= left; --left; }
  }
  function limits(uint256 a) public pure returns (uint256, int128, bool) {
    return (type(uint96).max, type(int128).min, a > type(uint256).max - 5);
  }
  function who(address a) public pure returns (bool, uint160, address) {
    return (a == address(0), uint160(a), address(uint160(a) / 2));
  }
  function nested(uint256 a) public pure returns (uint256) { unchecked { return checkedSum(a, a, 1) + a; } }
  function constants() public pure returns (uint256, uint256) { return (SCALE, 2 ** 255 + 0.5 ether); }
}
`
