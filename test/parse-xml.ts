import sax from 'sax'

export type XmlElement = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  text: string
}

/** The elements of a document in their order, each with its own text; throws where the document is not well-formed. */
export function parseXml(text: string): XmlElement[] {
  const parser = sax.parser(true)
  const elements: XmlElement[] = []
  parser.onerror = (error) => {
    throw error
  }
  parser.onopentag = ({ name, attributes }) => {
    elements.push({ name, attributes, text: '' })
  }
  parser.ontext = (part) => {
    const last = elements.at(-1)
    // Line ends between elements are no text of the one before.
    if (last && part.trim() !== '') last.text += part
  }
  parser.write(text).close()
  return elements
}
