// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

// Pike Finance, 2024-04-30, 1.7 million, in our own words: a patch that adds a pause puts a base contract in front and so
// moves every variable by a slot. Where `_initialized` is looked for now there is zero, and a stranger initialises.

abstract contract PikeStorage {
    uint256 internal _total;
    bool internal _initialized;
    address internal _owner;

    modifier onlyOwner() {
        require(msg.sender == _owner, "not the owner");
        _;
    }

    function initialize(address owner_) external {
        require(!_initialized, "initialised");
        _initialized = true;
        _owner = owner_;
    }

    function owner() external view returns (address) {
        return _owner;
    }

    function sweep(address payable to, uint256 amount) external onlyOwner {
        to.transfer(amount);
    }

    receive() external payable {}
}

abstract contract PikePause {
    uint256 internal _pausedAt;
}

contract PikeV1 is PikeStorage {}

/// @dev BAD: the pause comes first.
contract PikePausedFirst is PikePause, PikeStorage {
    function pause() external onlyOwner {
        _pausedAt = block.timestamp;
    }
}

/// @dev Its twin: the pause comes last.
contract PikePausedLast is PikeStorage, PikePause {
    function pause() external onlyOwner {
        _pausedAt = block.timestamp;
    }
}
