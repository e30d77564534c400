/** An answer as it is sent. */
export type KeptAnswer = {
  readonly text: string
  /** Address of the page after this one. */
  readonly next: string | undefined
}

/** Characters of all answers that are kept. */
const mostKept = 16_000_000

/**
 * Answers by their ETags: what has the same tag is the same text, whoever asks. Of many who ask for one at one time, one has it
 * made. The ones that were asked for last are kept.
 */
export class KeptAnswers {
  readonly #answers = new Map<string, { answer: Promise<KeptAnswer>; size: number }>()
  #size = 0

  async get(tag: string, make: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
    const known = this.#answers.get(tag)
    if (known) {
      this.#answers.delete(tag)
      this.#answers.set(tag, known)
      return await known.answer
    }
    const kept = { answer: make(), size: 0 }
    this.#answers.set(tag, kept)
    try {
      const answer = await kept.answer
      kept.size = answer.text.length
      this.#size += kept.size
      this.#dropOldest()
      return answer
    } catch (error) {
      this.#answers.delete(tag)
      throw error
    }
  }

  #dropOldest(): void {
    for (const [tag, { size }] of this.#answers) {
      if (this.#size <= mostKept) return
      // One that is being made is counted when it is there: were it dropped before, it would be counted for ever.
      if (size === 0) continue
      this.#answers.delete(tag)
      this.#size -= size
    }
  }
}
