import { deceptive } from '@/lib/core/chain/visible-text'

/** UTF-16 units of a name as it is kept. */
export const longestAddressLabel = 64

/** A name as it is kept: letters put together, spaces once and none at the ends. */
export function cleanLabel(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** Nothing that could pass for a mark of a check, for an address that was cut, or for the words around a name. */
const allowed = /^[\p{L}\p{M}\p{N} .,\-_&'’()/#+:]+$/u

/** Alphabets whose every letter is its own; those of one group are written together. */
const scripts = [
  /\p{Script=Latin}/u,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Devanagari}/u,
  /\p{Script=Thai}/u,
] as const

/** Beyond ASCII and what accents make of it. The Latin script has small capitals and phonetic signs, too. */
const latinLetters = /[a-zßæøđłþðœħŋ]/

/** Letters of other alphabets that pass for Latin ones, in either case. */
const borrowed = /[авеёкмнорстухіјѕԁԛԝһӏґгАВЕЁКМНОРСТУХІЈЅαεικνορτυχγωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]/u

/** What is wrong with a name for an address after cleaning, in a sentence; undefined where nothing is. */
export function describeLabel(text: string): string | undefined {
  if (text === '') return 'A name is missing.'
  if (text.length > longestAddressLabel) {
    return `It is longer than ${longestAddressLabel} characters.`
  }
  if (!allowed.test(text) || text.search(deceptive) >= 0) {
    return "A name consists of letters, digits, spaces and . , - _ & ' ( ) / # + : alone."
  }
  if (!/\p{L}/u.test(text)) return 'A name needs a letter.'
  if (/0x|[0-9a-f]{8}/i.test(text)) {
    return 'It reads like an address. The address itself always stands beside it.'
  }
  return describeLetters(text.normalize('NFKD').match(/\p{L}/gu) ?? [])
}

function describeLetters(letters: readonly string[]): string | undefined {
  const used = scripts.map((script) => letters.some((letter) => script.test(letter)))
  const unknown = letters.find((letter) => !scripts.some((script) => script.test(letter)))
  if (unknown) return `Names with the letter “${unknown}” cannot be told from others here.`
  const [isLatin, isEastern, ...others] = used
  const groups = others.filter(Boolean).length + (isLatin || isEastern ? 1 : 0)
  if (groups > 1) return 'It mixes alphabets, whose letters pass for each other.'
  const strange = letters.find(
    (letter) => /\p{Script=Latin}/u.test(letter) && !latinLetters.test(letter.toLowerCase()),
  )
  if (strange) return `Its letter “${strange}” passes for another one.`
  return letters.every((letter) => borrowed.test(letter))
    ? 'All its letters pass for Latin ones. Write it in Latin letters, or with a word more.'
    : undefined
}
