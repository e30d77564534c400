/** A flaw of a library that was made public. A file is affected by its version, not the package as a whole. */
export type LibraryAdvisory = {
  readonly id: string
  /** Name of the file, without `Upgradeable`. */
  readonly file: string
  readonly severity: 'critical' | 'high' | 'medium'
  readonly ranges: readonly { readonly introduced: string; readonly fixed: string }[]
  readonly effect: string
}

/**
 * Advisories of OpenZeppelin Contracts, with the versions that have the flaw; effects in our words.
 *
 * @see https://github.com/OpenZeppelin/openzeppelin-contracts/security/advisories
 */
export const libraryAdvisories: readonly LibraryAdvisory[] = [
  {
    id: 'GHSA-5vp3-v4hc-gx76',
    file: 'UUPSUpgradeable',
    severity: 'critical',
    ranges: [{ introduced: '4.1.0', fixed: '4.3.2' }],
    effect: 'whoever initialises the implementation can destroy it',
  },
  {
    id: 'GHSA-fg47-3c2x-m2wr',
    file: 'TimelockController',
    severity: 'critical',
    ranges: [
      { introduced: '3.3.0', fixed: '3.4.2' },
      { introduced: '4.0.0', fixed: '4.3.1' },
    ],
    effect: 'an executor can take the timelock over without delay',
  },
  {
    id: 'GHSA-4h98-2769-gh6h',
    file: 'ECDSA',
    severity: 'high',
    ranges: [{ introduced: '4.1.0', fixed: '4.7.3' }],
    effect: 'a signature has a second, compact form that passes too',
  },
  {
    id: 'GHSA-xrc4-737v-9q75',
    file: 'GovernorVotesQuorumFraction',
    severity: 'high',
    ranges: [{ introduced: '4.3.0', fixed: '4.7.2' }],
    effect: 'a lower quorum lets defeated proposals pass',
  },
  {
    id: 'GHSA-qh9x-gcfh-pcrw',
    file: 'ERC165Checker',
    severity: 'high',
    ranges: [{ introduced: '4.0.0', fixed: '4.7.1' }],
    effect: 'a hostile target makes the question revert',
  },
  {
    id: 'GHSA-4g63-c64m-25w9',
    file: 'SignatureChecker',
    severity: 'high',
    ranges: [{ introduced: '4.1.0', fixed: '4.7.1' }],
    effect: 'a hostile signer makes the check revert',
  },
  {
    id: 'GHSA-93hq-5wgc-jc82',
    file: 'GovernorCompatibilityBravo',
    severity: 'high',
    ranges: [{ introduced: '4.3.0', fixed: '4.8.3' }],
    effect: 'calldata of a proposal can be cut',
  },
  {
    id: 'GHSA-9c22-pwxw-p6hx',
    file: 'Initializable',
    severity: 'high',
    ranges: [{ introduced: '3.2.0', fixed: '4.4.1' }],
    effect: 'an initializer can be entered twice in one transaction',
  },
  {
    id: 'GHSA-699g-q6qh-q4v8',
    file: 'Multicall',
    severity: 'high',
    ranges: [{ introduced: '4.9.4', fixed: '4.9.5' }],
    effect: 'every call of a batch runs twice',
  },
  {
    id: 'GHSA-wprv-93r4-jj2p',
    file: 'MerkleProof',
    severity: 'medium',
    ranges: [{ introduced: '4.7.0', fixed: '4.9.2' }],
    effect: 'multiproofs for chosen leaves can be forged',
  },
  {
    id: 'GHSA-mx2q-35m2-x2rh',
    file: 'TransparentUpgradeableProxy',
    severity: 'medium',
    ranges: [{ introduced: '3.2.0', fixed: '4.8.3' }],
    effect: 'calls that clash with a function of the admin are not delegated',
  },
  {
    id: 'GHSA-g4vp-m682-qqmp',
    file: 'ERC2771Context',
    severity: 'medium',
    ranges: [{ introduced: '4.0.0', fixed: '4.9.3' }],
    effect: 'short calldata of a forwarder makes the sender zero',
  },
  {
    id: 'GHSA-wmpv-c2jp-j2xg',
    file: 'ERC1155Supply',
    severity: 'medium',
    ranges: [{ introduced: '4.2.0', fixed: '4.3.3' }],
    effect: 'the supply is stale while the receiver is called',
  },
]
