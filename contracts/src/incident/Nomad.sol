// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

// Nomad, 2022-08-01, 190 million, in our own words: whoever initialises says which root is trusted. Given 0x00, every
// message that nobody has proved belongs to a trusted root, since its root reads as zero.

abstract contract NomadStorage {
    mapping(bytes32 => uint256) internal _confirmAt;
    mapping(bytes32 => bytes32) internal _rootOf;
    uint8 internal _initialized;
    address internal _updater;

    function update(bytes32 root) external {
        require(msg.sender == _updater, "not the updater");
        _confirmAt[root] = block.timestamp + 30 minutes;
    }

    function initialize(address updater_) external {
        require(_initialized == 0, "initialised");
        _initialized = 1;
        _updater = updater_;
    }

    function process(address payable to, uint256 amount) external {
        bytes32 id = keccak256(abi.encode(to, amount));
        uint256 since = _confirmAt[_rootOf[id]];
        require(since != 0 && since <= block.timestamp, "not proved");
        _rootOf[id] = bytes32(uint256(2));
        to.transfer(amount);
    }

    receive() external payable {}
}

contract NomadReplicaV1 is NomadStorage {}

/// @dev BAD with 0x00, and its own twin with any other root.
contract NomadReplicaV2 is NomadStorage {
    function initializeV2(bytes32 committedRoot) external {
        require(_initialized == 1, "initialised");
        _initialized = 2;
        _confirmAt[committedRoot] = 1;
    }
}
