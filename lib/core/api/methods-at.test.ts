import { expect, test } from 'vitest'
import { apiRoutes } from '@/lib/core/api/describe-api'
import { methodsAt } from './methods-at'

test('default: every method of every path that is described', () => {
  for (const { method, path } of apiRoutes) {
    const filled = path.replaceAll('{path}', 'all.atom').replace(/\{\w+\}/g, '0x11')
    expect(methodsAt(filled), filled).toContain(method.toUpperCase())
  }
})

test('behavior: HEAD where GET is, OPTIONS everywhere', () => {
  expect(methodsAt('/api/v1/operations')).toEqual(['GET', 'HEAD', 'OPTIONS'])
  expect(methodsAt('/api/v1/operations/')).toEqual(['GET', 'HEAD', 'OPTIONS'])
  expect(methodsAt('/api/v1/patches')).toEqual(['POST', 'OPTIONS'])
})

test('behavior: what only looks like one', () => {
  const others = ['', '/api', '/api/v1/operationsX', '/x/api/v1/operations', '/api/openapixjson']
  for (const path of [...others, '/api/v1/operations//', '/api/v1/reports/%zz']) {
    expect(methodsAt(path), path).toBeUndefined()
  }
})
