/** A small project as a standard JSON input: a vault, what it imports through a remapping, and a test beside it. */
export function vaultInput() {
  return {
    language: 'Solidity',
    sources: {
      'src/Vault.sol': {
        content:
          '// SPDX-License-Identifier: MIT\npragma solidity ^0.8.0;\nimport {Base} from "./base/Base.sol";\nimport "@lib/Math.sol";\ncontract Vault is Base { uint256 immutable fee = 3; function get() external view returns (uint256) { return Math.twice(fee); } }\n',
      },
      'src/base/Base.sol': {
        content: 'pragma solidity ^0.8.0;\nabstract contract Base { uint256 internal total; }\n',
      },
      'node_modules/lib/Math.sol': {
        content:
          'pragma solidity ^0.8.0;\nlibrary Math { function twice(uint256 x) internal pure returns (uint256) { return 2 * x; } }\n',
      },
      'test/Vault.t.sol': {
        content: 'pragma solidity ^0.8.0;\nimport "../src/Vault.sol";\ncontract VaultTest {}\n',
      },
    },
    settings: {
      remappings: ['@lib/=node_modules/lib/'],
      optimizer: { enabled: false, runs: 200 },
      outputSelection: { '*': { '*': ['*'] } },
    },
  }
}
