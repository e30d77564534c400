/**
 * Contracts of our own, each the smallest that shows one class of mistake and its nearest twin that does not. The number
 * in a comment is that of the incident in the catalogue that the class is named after.
 */
export const miniContracts = `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {OwnableUpgradeable} from "@openzeppelin/contracts-upgradeable/access/OwnableUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

interface IToken {
    function approve(address spender, uint256 amount) external returns (bool);
    function transfer(address to, uint256 amount) external returns (bool);
}

// AC-01, Ankr 2022-12-01: mint lost its guard.
contract Minted is OwnableUpgradeable {
    mapping(address => uint256) public balanceOf;
    mapping(address => bool) public isKeeper;
    bool public open;

    function mint(address to, uint256 amount) external virtual onlyOwner {
        require(amount <= 1e24, "cap");
        balanceOf[to] += amount;
    }

    function burn(uint256 amount) external virtual {
        require(balanceOf[msg.sender] >= amount, "balance");
        balanceOf[msg.sender] -= amount;
    }
}

contract MintedOpen is OwnableUpgradeable {
    mapping(address => uint256) public balanceOf;
    mapping(address => bool) public isKeeper;
    bool public open;

    function mint(address to, uint256 amount) external {
        require(amount <= 1e24, "cap");
        balanceOf[to] += amount;
    }

    function burn(uint256 amount) external {
        require(balanceOf[msg.sender] >= amount, "balance");
        balanceOf[msg.sender] -= amount;
    }
}

// The guard stands in the body, one call deeper and the other way round.
contract MintedInside is OwnableUpgradeable {
    error NotOwner(address caller);

    mapping(address => uint256) public balanceOf;
    mapping(address => bool) public isKeeper;
    bool public open;

    function mint(address to, uint256 amount) external {
        _onlyOwner();
        if (amount > 1_000_000 ether) revert("cap");
        _credit(to, amount);
    }

    function burn(uint256 amount) external {
        if (amount > balanceOf[msg.sender]) revert("balance");
        balanceOf[msg.sender] -= amount;
    }

    function _credit(address to, uint256 amount) private {
        balanceOf[to] += amount;
    }

    function _onlyOwner() private view {
        address caller = _msgSender();
        if (!(owner() == caller)) revert NotOwner(caller);
    }
}

contract MintedWeaker is Minted {
    function mint(address to, uint256 amount) external override {
        if (!open) _checkOwner();
        require(amount <= 1e24, "cap");
        balanceOf[to] += amount;
    }
}

contract MintedByKeeper is Minted {
    function mint(address to, uint256 amount) external override {
        require(isKeeper[msg.sender] && amount <= 1e24, "keeper");
        balanceOf[to] += amount;
    }
}

// AC-01: only the hook behind upgradeToAndCall lost its guard.
contract Upgraded is OwnableUpgradeable, UUPSUpgradeable {
    function _authorizeUpgrade(address) internal virtual override onlyOwner {}
}

contract UpgradedOpen is Upgraded {
    function _authorizeUpgrade(address) internal override {}
}
`
