import decodeQR from 'qr/decode.js'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { encodeFrames, parseFrame } from '@/lib/core/signing/device/frame'
import { QrCode } from './qr-code'

/** Pixels for each module. */
const scale = 4

/** Draws what the path of the code says, as a scanner would see it. */
function draw(markup: string) {
  const [, modules = ''] = /viewBox="0 0 (\d+) /.exec(markup) ?? []
  const size = Number(modules) * scale
  const data = new Uint8ClampedArray(size * size * 4).fill(255)
  for (const [, x = '', y = '', width = ''] of markup.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      const start = (row * size + Number(x) * scale) * 4
      for (let at = start; at < start + Number(width) * scale * 4; at += 4) data.fill(0, at, at + 3)
    }
  }
  return { data, width: size, height: size }
}

test('default: every frame that is drawn is read again, on the screen and on paper', () => {
  const document = `{"data":"0x${'00ff12ab'.repeat(300)}","title":"Größe – “ß”"}`
  for (const bytes of [340, 620]) {
    const frames = encodeFrames(document, bytes)
    for (const frame of frames) {
      const picture = draw(renderToStaticMarkup(<QrCode text={frame} label="Code" />))
      const read = decodeQR(picture, { effort: 8, timeLimit: 60_000 })
      expect(read).toBe(frame)
      expect(parseFrame(read).total).toBe(frames.length)
    }
  }
})
