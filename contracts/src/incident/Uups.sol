// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {StorageSlot} from "@openzeppelin/contracts/utils/StorageSlot.sol";

// The advisory on OpenZeppelin's UUPS of September 2021 and the hidden implementations of USPD and Kinto of 2025, in our
// own words: with UUPS the way to upgrade is in the code that is replaced.

abstract contract UupsBase {
    bytes32 internal constant IMPLEMENTATION =
        0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;

    event Upgraded(address indexed implementation);

    address internal _owner;
    uint256 internal _rate;

    function initialize(address owner_) external {
        require(_owner == address(0), "initialised");
        _owner = owner_;
        _rate = 7;
    }

    function owner() external view returns (address) {
        return _owner;
    }

    function rate() external view returns (uint256) {
        return _rate;
    }

    function proxiableUUID() external pure virtual returns (bytes32) {
        return IMPLEMENTATION;
    }
}

abstract contract UupsUpgradeable is UupsBase {
    function upgradeToAndCall(address implementation, bytes calldata data)
        external
        payable
        virtual
    {
        _checkUpgrade();
        require(UupsBase(implementation).proxiableUUID() == IMPLEMENTATION, "not UUPS");
        StorageSlot.getAddressSlot(IMPLEMENTATION).value = implementation;
        emit Upgraded(implementation);
        if (data.length == 0) return;
        (bool done,) = implementation.delegatecall(data);
        require(done, "migration failed");
    }

    function _checkUpgrade() internal view virtual {
        require(msg.sender == _owner, "not the owner");
    }
}

contract UupsV1 is UupsUpgradeable {
    constructor() {
        _owner = address(1);
    }
}

/// @dev The good patch.
contract UupsV2 is UupsUpgradeable {
    constructor() {
        _owner = address(1);
    }

    function setRate(uint256 rate_) external {
        require(msg.sender == _owner, "not the owner");
        _rate = rate_;
    }
}

/// @dev BAD: says that it is UUPS, and nobody can ever upgrade it again.
contract UupsSterile is UupsBase {
    constructor() {
        _owner = address(1);
    }
}

/// @dev BAD: it can be replaced, but not by what was there before.
contract UupsOtherUuid is UupsUpgradeable {
    constructor() {
        _owner = address(1);
    }

    function upgradeToAndCall(address implementation, bytes calldata) external payable override {
        _checkUpgrade();
        require(UupsBase(implementation).proxiableUUID() == bytes32(uint256(1)), "not ours");
        StorageSlot.getAddressSlot(IMPLEMENTATION).value = implementation;
    }
}

/// @dev BAD: anybody upgrades.
contract UupsOpen is UupsUpgradeable {
    constructor() {
        _owner = address(1);
    }

    function _checkUpgrade() internal view override {}
}

/// @dev BAD: the implementation was never initialised.
contract UupsUninitialized is UupsUpgradeable {}

/// @dev What hid in front of the declared implementation: it lets itself be upgraded in its words and stays.
contract UupsShadow is UupsUpgradeable {
    bytes32 private constant SHOWN = keccak256("shadow.shown");

    function upgradeToAndCall(address shown, bytes calldata) external payable override {
        _checkUpgrade();
        StorageSlot.getAddressSlot(SHOWN).value = shown;
        emit Upgraded(shown);
    }

    function implementation() external view returns (address) {
        return StorageSlot.getAddressSlot(SHOWN).value;
    }

    fallback() external {
        address target = StorageSlot.getAddressSlot(SHOWN).value;
        assembly ("memory-safe") {
            calldatacopy(0, 0, calldatasize())
            let done := delegatecall(gas(), target, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch done
            case 0 { revert(0, returndatasize()) }
            default { return(0, returndatasize()) }
        }
    }
}

/// @dev A proxy whose slot shows what was declared, and that runs something else for most callers.
contract UupsShadowProxy {
    bytes32 private constant IMPLEMENTATION =
        0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;
    address private immutable _hidden;

    constructor(address shown, address hidden, bytes memory data) {
        StorageSlot.getAddressSlot(IMPLEMENTATION).value = shown;
        _hidden = hidden;
        (bool done,) = shown.delegatecall(data);
        require(done, "not initialised");
    }

    fallback() external {
        address target = StorageSlot.getAddressSlot(IMPLEMENTATION).value;
        // Upgrades go to what is shown.
        if (msg.sig == bytes4(keccak256("rate()"))) target = _hidden;
        assembly ("memory-safe") {
            calldatacopy(0, 0, calldatasize())
            let done := delegatecall(gas(), target, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch done
            case 0 { revert(0, returndatasize()) }
            default { return(0, returndatasize()) }
        }
    }
}
