import { deceptive } from './visible-text'

/**
 * JSON that says the same with every character that hides or reorders text as its escape: what a person reads of it is what a
 * machine reads. Its bytes are no longer canonical; what it parses to is unchanged.
 */
export function visibleJson(json: string): string {
  return json.replace(deceptive, (character) =>
    // Outside of strings JSON has no such characters but the white space of its layout.
    character === '\n'
      ? character
      : [...Array(character.length).keys()]
          .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
          .join(''),
  )
}
