/** What each code of a character stands for as a digit of hex, in upper and lower case; -1 for one that is none. */
export const digitOfCode: Readonly<Int8Array> = /* @__PURE__ */ Int8Array.from(
  { length: 256 },
  (_, code) => {
    const digit = Number.parseInt(String.fromCharCode(code), 16)
    return Number.isNaN(digit) ? -1 : digit
  },
)
