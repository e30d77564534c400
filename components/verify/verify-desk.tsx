'use client'

import dynamic from 'next/dynamic'
import { type ClipboardEvent, type DragEvent, useCallback, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { type ErrorContent, ErrorView } from '@/components/ui/error-view'
import { Field, fieldAria } from '@/components/ui/field'
import { TextArea, TextInput } from '@/components/ui/text-input'
import type { CollectedFrames } from '@/lib/core/signing/device/collect-frames'
import type { InputItem } from './input-item'
import { OfflineState } from './offline-state'
import type { VerifiedTexts } from './verify-texts'

// What is loaded beforehand is what is drawn later, to the file: two imports of one module may be two of them.
const loadItems = async () => (await import('./verified-items')).VerifiedItems
const loadScanner = async () => (await import('./camera-scanner')).CameraScanner
const loadFrames = async () => (await import('./frames-state')).FramesState

const VerifiedItems = dynamic(loadItems)
const CameraScanner = dynamic(loadScanner)
const FramesState = dynamic(loadFrames)

/** Bytes of a file; a document of more is refused before it is read. */
const largestFile = 32 * 1024 * 1024

const loadText = async () => await Promise.all([import('./verify-texts'), import('./input-item')])
const loadImage = async () => await import('./read-code-image')

/** Everything that the page may come to need, so that it is there without a network. */
async function loadAll() {
  await Promise.all([
    loadText().then(([{ loadRecovery }]) => loadRecovery()),
    loadImage(),
    loadItems(),
    loadScanner(),
    loadFrames(),
    import('qr/decode.js'),
  ])
}

const nothing: VerifiedTexts = { outcomes: [], fits: [] }

/** Takes in texts, files, pictures and codes, and shows what they are. Nothing of it is sent or stored. */
export function VerifyDesk() {
  const [text, setText] = useState('')
  const [items, setItems] = useState<readonly InputItem[]>([])
  const [verified, setVerified] = useState(nothing)
  const [frames, setFrames] = useState<CollectedFrames>()
  const [problem, setProblem] = useState<ErrorContent>()
  const [isScanning, setIsScanning] = useState(false)
  const [options, setOptions] = useState({ chainId: '', version: '' })
  // What is taken in meanwhile builds on what was taken in last, not on what was drawn last.
  const taken = useRef<{
    items: readonly InputItem[]
    frames: CollectedFrames | undefined
    id: number
  }>({
    items: [],
    frames: undefined,
    id: 0,
  })

  const show = useCallback(async (next: readonly InputItem[], about: typeof options) => {
    taken.current.items = next
    const [{ verifyTexts }] = await loadText()
    const chainId = /^[1-9]\d{0,14}$/.test(about.chainId) ? Number(about.chainId) : undefined
    const result = await verifyTexts(
      next.map((item) => item.text),
      { chainId, version: about.version.trim() || undefined },
    )
    if (taken.current.items !== next) return
    setItems(next)
    setVerified(result)
  }, [])

  const take = useCallback(
    async (given: string, name: string): Promise<boolean> => {
      const [, { takeText }] = await loadText()
      try {
        const { whole, frames: rest } = takeText(given, taken.current.frames)
        taken.current.frames = rest
        setFrames(rest)
        setProblem(undefined)
        if (whole === undefined) return false
        const known = taken.current.items.some((item) => item.text === whole)
        if (known) return true
        taken.current.id += 1
        await show([...taken.current.items, { id: taken.current.id, name, text: whole }], options)
        return true
      } catch (error) {
        setProblem(contentOf(error))
        return false
      }
    },
    [options, show],
  )

  async function takeFiles(files: Iterable<File>) {
    for (const file of files) await takeFile(file)
  }

  async function takeFile(file: File) {
    if (file.size > largestFile) {
      return setProblem({
        shortMessage: 'This file is too large to be read.',
        facts: [['Bytes', `${file.size}, at most ${largestFile}`]],
      })
    }
    if (!file.type.startsWith('image/')) {
      await take(await file.text(), file.name)
      return
    }
    const { readCodeImage } = await loadImage()
    const code = await readCodeImage(file).catch(() => undefined)
    if (code !== undefined) {
      await take(code, file.name)
      return
    }
    setProblem({
      shortMessage: 'No QR code was found in this picture.',
      facts: [['File', file.name.slice(0, 80)]],
      hint: 'One code to a picture, sharp and whole, with its white edge.',
    })
  }

  function onDrop(event: DragEvent) {
    event.preventDefault()
    const { files } = event.dataTransfer
    if (files.length > 0) return void takeFiles([...files])
    void take(event.dataTransfer.getData('text/plain'), 'dropped text')
  }

  function onPaste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files]
    if (files.length === 0) return
    event.preventDefault()
    void takeFiles(files)
  }

  return (
    <div className="scripted grid grid-cols-[minmax(0,1fr)] gap-5">
      <OfflineState load={loadAll} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to what the controls inside do */}
      <div
        onDrop={onDrop}
        onDragOver={(event) => event.preventDefault()}
        className="grid gap-3 rounded-panel border border-edge border-dashed bg-surface p-4 max-md:p-3"
      >
        <Field
          id="verify-text"
          label="Text"
          hint="Safe transaction, typed data, calldata, hash, signature, dossier, report, simulation, replay, attestation, Transaction Builder file or ERC-7730 descriptor. Give several to hold them against each other."
        >
          <TextArea
            {...fieldAria({ id: 'verify-text', hasError: false })}
            mono
            rows={6}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onPaste={onPaste}
          />
        </Field>
        <div className="flex flex-wrap items-center gap-2">
          <Button
            tone="primary"
            onClick={() =>
              void take(text, 'pasted').then((isTaken) => {
                if (isTaken) setText('')
              })
            }
          >
            Verify
          </Button>
          <label className="inline-flex min-h-8 cursor-pointer items-center rounded-panel border border-edge bg-surface px-3 font-medium text-sm focus-within:outline-2 focus-within:outline-thread focus-within:outline-offset-2 hover:bg-sunken max-md:min-h-9">
            Open files or pictures
            <input
              type="file"
              multiple
              className="sr-only"
              onChange={(event) => {
                const files = [...(event.target.files ?? [])]
                event.target.value = ''
                void takeFiles(files)
              }}
            />
          </label>
          <Button aria-pressed={isScanning} onClick={() => setIsScanning(!isScanning)}>
            {isScanning ? 'End the camera' : 'Scan with the camera'}
          </Button>
        </div>
        <Disclosure summary="Chain and Safe version, if the text does not say">
          <div className="grid max-w-md grid-cols-2 gap-3 max-xs:grid-cols-1">
            <Field id="verify-chain" label="Chain id" hint="Where the text names none.">
              <TextInput
                {...fieldAria({ id: 'verify-chain', hasError: false })}
                inputMode="numeric"
                value={options.chainId}
                onChange={(event) => setOption({ chainId: event.target.value })}
              />
            </Field>
            <Field id="verify-version" label="Version of the Safe" hint="As its VERSION() answers.">
              <TextInput
                {...fieldAria({ id: 'verify-version', hasError: false })}
                value={options.version}
                onChange={(event) => setOption({ version: event.target.value })}
              />
            </Field>
          </div>
        </Disclosure>
        {isScanning && <CameraScanner onCode={(code) => void take(code, 'scanned')} />}
        {frames && (
          <FramesState
            frames={frames}
            onReset={() => {
              taken.current.frames = undefined
              setFrames(undefined)
            }}
          />
        )}
        {problem && <ErrorView error={problem} live="alert" />}
      </div>
      {items.length > 0 && (
        <VerifiedItems
          items={items}
          verified={verified}
          onRemove={(id) =>
            void show(
              items.filter((item) => item.id !== id),
              options,
            )
          }
        />
      )}
    </div>
  )

  function setOption(change: Partial<typeof options>) {
    const next = { ...options, ...change }
    setOptions(next)
    void show([...taken.current.items], next)
  }
}

function contentOf(error: unknown): ErrorContent {
  const isOurs = error instanceof Error && 'shortMessage' in error && 'facts' in error
  if (isOurs) return error as unknown as ErrorContent
  return {
    shortMessage: 'This could not be read.',
    facts: [['Problem', error instanceof Error ? error.message.slice(0, 200) : 'unknown']],
  }
}
