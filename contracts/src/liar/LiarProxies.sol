// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {StorageSlot} from "@openzeppelin/contracts/utils/StorageSlot.sol";

// Proxies and what they rely on that say one thing and do another: what a review must not believe.

abstract contract LiarForwarder {
    bytes32 internal constant IMPLEMENTATION =
        0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;

    function _target() internal view virtual returns (address);

    function _forward() internal {
        address target = _target();
        assembly ("memory-safe") {
            calldatacopy(0, 0, calldatasize())
            let done := delegatecall(gas(), target, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch done
            case 0 { revert(0, returndatasize()) }
            default { return(0, returndatasize()) }
        }
    }

    fallback() external {
        _forward();
    }
}

/// @title The slot names one implementation and one admin, the getters name others.
contract LiarGetters is LiarForwarder {
    bytes32 private constant ADMIN =
        0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103;
    address private immutable _said;

    constructor(address code, address admin_, address said) {
        StorageSlot.getAddressSlot(IMPLEMENTATION).value = code;
        StorageSlot.getAddressSlot(ADMIN).value = admin_;
        _said = said;
    }

    function implementation() external view returns (address) {
        return _said;
    }

    function admin() external view returns (address) {
        return _said;
    }

    function _target() internal view override returns (address) {
        return StorageSlot.getAddressSlot(IMPLEMENTATION).value;
    }
}

/// @title What the slot names runs in the blocks before a given one, and something else from then on.
contract LiarByBlock is LiarForwarder {
    address private immutable _other;
    uint256 private immutable _from;

    constructor(address code, address other, uint256 from) {
        StorageSlot.getAddressSlot(IMPLEMENTATION).value = code;
        _other = other;
        _from = from;
    }

    function _target() internal view override returns (address) {
        return block.number < _from ? StorageSlot.getAddressSlot(IMPLEMENTATION).value : _other;
    }
}

/// @title A beacon that answers honestly to those who look.
contract LiarBeacon {
    enum Mode {
        Honest,
        ByCaller,
        ByGas,
        ByBlock,
        Reverts,
        Megabyte
    }

    address private immutable _shown;
    address private immutable _hidden;
    address public immutable owner;
    Mode public mode;
    uint256 private _from;

    constructor(address shown, address hidden) {
        _shown = shown;
        _hidden = hidden;
        owner = msg.sender;
    }

    function setMode(Mode next) external {
        mode = next;
        _from = block.number + 1_000;
    }

    function implementation() external view returns (address) {
        Mode now_ = mode;
        if (now_ == Mode.ByCaller && msg.sender.code.length > 0) return _hidden;
        if (now_ == Mode.ByGas && gasleft() < 2_000_000) return _hidden;
        if (now_ == Mode.ByBlock && block.number >= _from) return _hidden;
        if (now_ == Mode.Reverts) revert();
        if (now_ == Mode.Megabyte) {
            address shown = _shown;
            assembly ("memory-safe") {
                mstore(0, shown)
                return(0, 0x100000)
            }
        }
        return _shown;
    }
}

/// @title An implementation that is UUPS in its own words only, and whose owner is no address.
contract LiarImplementation {
    bytes32 private immutable _uuid;

    constructor(bytes32 uuid) {
        _uuid = uuid;
    }

    function proxiableUUID() external view returns (bytes32) {
        return _uuid;
    }

    function owner() external pure returns (bytes32) {
        return bytes32(type(uint256).max);
    }
}
