// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

// The rules of Maker's DSPause in our own words: what it stores, hashes, tells and refuses. No package carries its
// bytecode.

contract ReconstructedDsPause {
    event LogSetAuthority(address indexed authority);
    event LogSetOwner(address indexed owner);
    event LogNote(
        bytes4 indexed sig,
        address indexed guy,
        bytes32 indexed foo,
        bytes32 indexed bar,
        uint256 wad,
        bytes fax
    ) anonymous;

    address public owner;
    address public authority;
    uint256 public delay;
    mapping(bytes32 plan => bool) public plans;
    ReconstructedDsPauseProxy public proxy;

    constructor(uint256 delay_, address owner_, address authority_) {
        delay = delay_;
        owner = owner_;
        authority = authority_;
        proxy = new ReconstructedDsPauseProxy();
        emit LogSetOwner(msg.sender);
    }

    modifier note() {
        _;
        bytes32 foo;
        bytes32 bar;
        assembly ("memory-safe") {
            foo := calldataload(4)
            bar := calldataload(36)
        }
        emit LogNote(msg.sig, msg.sender, foo, bar, 0, msg.data);
    }

    modifier auth() {
        require(msg.sender == owner, "unauthorized");
        _;
    }

    modifier wait() {
        require(msg.sender == address(proxy), "undelayed call");
        _;
    }

    function setOwner(address owner_) external wait {
        owner = owner_;
        emit LogSetOwner(owner_);
    }

    function setAuthority(address authority_) external wait {
        authority = authority_;
        emit LogSetAuthority(authority_);
    }

    function setDelay(uint256 delay_) external note wait {
        delay = delay_;
    }

    function plot(address usr, bytes32 tag, bytes memory fax, uint256 eta) external note auth {
        require(eta >= block.timestamp + delay, "delay not respected");
        plans[_hash(usr, tag, fax, eta)] = true;
    }

    /// @dev Whether it was plotted or not.
    function drop(address usr, bytes32 tag, bytes memory fax, uint256 eta) external note auth {
        plans[_hash(usr, tag, fax, eta)] = false;
    }

    /// @dev By anyone.
    function exec(address usr, bytes32 tag, bytes memory fax, uint256 eta)
        external
        note
        returns (bytes memory out)
    {
        bytes32 plan = _hash(usr, tag, fax, eta);
        require(plans[plan], "unplotted plan");
        require(usr.codehash == tag, "wrong codehash");
        require(block.timestamp >= eta, "premature exec");
        plans[plan] = false;
        out = proxy.exec(usr, fax);
        require(proxy.owner() == address(this), "illegal storage change");
    }

    function _hash(address usr, bytes32 tag, bytes memory fax, uint256 eta)
        private
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(usr, tag, fax, eta));
    }
}

/// @dev Plans run with its storage, so that they cannot write to that of the pause.
contract ReconstructedDsPauseProxy {
    address public owner = msg.sender;

    function exec(address usr, bytes memory fax) external returns (bytes memory) {
        require(msg.sender == owner, "unauthorized");
        (bool success, bytes memory out) = usr.delegatecall(fax);
        require(success, "delegatecall failed");
        return out;
    }
}
