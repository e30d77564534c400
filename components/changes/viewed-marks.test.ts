import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readMark, subscribeToMarks, writeMark } from './viewed-marks'

/** As much of a window as marks need. `items` undefined is a browser that keeps nothing. */
function giveWindow(items: Map<string, string> | undefined): void {
  const refuse = () => {
    throw new DOMException('The storage is closed.', 'SecurityError')
  }
  const localStorage = items && {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => items.set(name, value),
    removeItem: (name: string) => items.delete(name),
  }
  const window = Object.assign(new EventTarget(), {})
  Object.defineProperty(window, 'localStorage', { get: () => localStorage ?? refuse() })
  Object.assign(globalThis, { window })
}

beforeEach(() => giveWindow(new Map()))
afterEach(() => Reflect.deleteProperty(globalThis, 'window'))

test('default', () => {
  writeMark('0x01:0x02', true)
  expect(readMark('0x01:0x02')).toBe(true)
  writeMark('0x01:0x02', false)
  expect(readMark('0x01:0x02')).toBe(false)
})

describe('behavior', () => {
  test('a mark belongs to the content: another text has none', () => {
    writeMark('0x01:0x02', true)
    expect(readMark('0x01:0x03')).toBe(false)
  })

  test('another tab reads the same marks, and a page that is loaded again does', () => {
    const items = new Map<string, string>()
    giveWindow(items)
    writeMark('0x0a:0x0b', true)
    giveWindow(items)
    expect(readMark('0x0a:0x0b')).toBe(true)
  })

  test('a browser that keeps nothing keeps marks for the page', () => {
    giveWindow(undefined)
    writeMark('0x0c:0x0d', true)
    expect(readMark('0x0c:0x0d')).toBe(true)
    expect(readMark('0x0e:0x0d')).toBe(false)
  })

  test('who listens is told, of other tabs too, until it stops', () => {
    let told = 0
    const stop = subscribeToMarks(() => told++)
    writeMark('0x01', true)
    window.dispatchEvent(new Event('storage'))
    expect(told).toBe(2)
    stop()
    writeMark('0x01', false)
    window.dispatchEvent(new Event('storage'))
    expect(told).toBe(2)
  })
})
