// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

// Code that does not want to be tried: loops without end, answers without end, an end of itself.

abstract contract HostileBase {
    bool internal _initialized;
    address internal _owner;

    constructor() {
        _initialized = true;
    }

    function initialize(address owner_) external {
        require(!_initialized, "initialised");
        _initialized = true;
        _owner = owner_;
    }
}

contract HostileV1 is HostileBase {}

contract HostileV2 is HostileBase {
    uint256 private _at;

    /// @dev Burns all gas that it is given.
    function loop() external {
        while (true) _at += 1;
    }

    /// @dev Answers a megabyte, whether it is asked well or not.
    function bomb(uint256 amount) external {
        _at = amount;
        assembly ("memory-safe") {
            return(0, 1000000)
        }
    }

    function revertBomb() external {
        _at = 1;
        assembly ("memory-safe") {
            revert(0, 1000000)
        }
    }

    /// @dev More calls than anybody wants to look at.
    function callAround(uint256) external {
        for (uint256 at = 0; at < 6000; at++) {
            assembly ("memory-safe") {
                pop(call(30, 0xdead, 0, 0, 0, 0, 0))
            }
        }
    }
}

/// @dev Anybody ends it.
contract HostileEnding is HostileBase {
    function close(address payable to) external {
        selfdestruct(to);
    }
}
