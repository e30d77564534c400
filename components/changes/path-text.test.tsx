import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { PathText } from './path-text'

const draw = (path: string) => renderToStaticMarkup(<PathText path={path} maxLength={100} />)

test('default: it may break behind a slash and a colon', () => {
  expect(draw('src/vault/Vault.sol:Vault')).toBe(
    '<bdi>src/<wbr/>vault/<wbr/>Vault.sol:<wbr/>Vault</bdi>',
  )
})

test('behavior: what hides in it is drawn, as in every text of others', () => {
  expect(draw('src/\u202eVault.sol')).toContain('rounded-[3px]')
})
