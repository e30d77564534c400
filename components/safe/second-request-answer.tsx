import { Checkbox } from '@/components/ui/choice'

/** Only who signs knows whether a second signature for one nonce is meant. A tick, since nothing of it is for the record. */
export function SecondRequestAnswer({
  nonce,
  isAnswered,
  onAnswer,
}: {
  nonce: bigint
  isAnswered: boolean
  onAnswer: (isAnswered: boolean) => void
}) {
  return (
    <Checkbox checked={isAnswered} onChange={(event) => onAnswer(event.target.checked)}>
      I have compared both, and this one is to take nonce {String(nonce)} instead.
    </Checkbox>
  )
}
