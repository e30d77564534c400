/** The longer side to which a picture is brought before it is searched. Pixels. */
const longestSide = 2_000

/** More pixels than any camera makes. */
const mostPixels = 120_000_000

type Picture = { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number }

/** The text of the QR code in a picture; undefined where none is found. */
export async function readCodeImage(file: Blob): Promise<string | undefined> {
  const bitmap = await createImageBitmap(file)
  try {
    if (bitmap.width * bitmap.height > mostPixels) return undefined
    return await readCode(draw(bitmap, bitmap.width, bitmap.height), 8)
  } finally {
    bitmap.close()
  }
}

/** The text of the QR code in a frame of a camera. */
export async function readCodeVideo(video: HTMLVideoElement): Promise<string | undefined> {
  if (video.videoWidth === 0) return undefined
  return await readCode(draw(video, video.videoWidth, video.videoHeight), 2)
}

function draw(source: CanvasImageSource, width: number, height: number): Picture {
  const scale = Math.min(1, longestSide / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('This browser gives no canvas to read from.')
  // Transparent pictures of codes are meant to lie on paper.
  context.fillStyle = 'white'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

async function readCode(picture: Picture, effort: number): Promise<string | undefined> {
  const { default: decodeQR } = await import('qr/decode.js')
  try {
    return decodeQR(picture, { effort, timeLimit: effort * 250 })
  } catch {
    // The library throws where it finds no code.
    return undefined
  }
}
