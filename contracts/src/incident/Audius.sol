// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {StorageSlot} from "@openzeppelin/contracts/utils/StorageSlot.sol";

// Audius, 2022-07-23, 6 million, in our own words: the proxy keeps a variable of its own in slot 0. The code behind it was
// changed to keep its flags of initialisation there, so that bytes of an address read as "initialising now".

contract AudiusProxy {
    bytes32 private constant IMPLEMENTATION =
        0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;
    bytes32 private constant ADMIN =
        0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103;

    address private proxyAdmin;

    constructor(address implementation, address admin) {
        StorageSlot.getAddressSlot(IMPLEMENTATION).value = implementation;
        StorageSlot.getAddressSlot(ADMIN).value = admin;
        proxyAdmin = admin;
    }

    function upgradeTo(address implementation) external {
        require(msg.sender == proxyAdmin, "not the admin");
        StorageSlot.getAddressSlot(IMPLEMENTATION).value = implementation;
    }

    fallback() external {
        address target = StorageSlot.getAddressSlot(IMPLEMENTATION).value;
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

/// @dev Leaves slot 0 to the proxy.
contract AudiusGovernanceV1 {
    uint256 private _reserved;
    bool private _initialized;
    address private _guardian;

    function initialize(address guardian_) external {
        require(!_initialized, "initialised");
        _initialized = true;
        _guardian = guardian_;
    }

    function guardian() external view returns (address) {
        return _guardian;
    }
}

/// @dev BAD: its flags lie where the proxy keeps its admin.
contract AudiusGovernanceOverlap {
    bool private _initialized;
    bool private _initializing;
    uint256 private _reserved;
    address private _guardian;

    function initialize(address guardian_) external {
        require(_initializing || !_initialized, "initialised");
        _initialized = true;
        _guardian = guardian_;
    }

    function guardian() external view returns (address) {
        return _guardian;
    }
}

/// @dev Its twin keeps its place.
contract AudiusGovernanceV2 {
    uint256 private _reserved;
    bool private _initialized;
    address private _guardian;
    uint256 private _delay;

    function initialize(address guardian_) external {
        require(!_initialized, "initialised");
        _initialized = true;
        _guardian = guardian_;
    }

    function setDelay(uint256 delay) external {
        require(msg.sender == _guardian, "not the guardian");
        _delay = delay;
    }

    function guardian() external view returns (address) {
        return _guardian;
    }
}
