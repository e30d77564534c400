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

// IN-03, Parity 2017-07-19 and Punk 2021-08-10: whoever comes next owns it.
contract WalletOpen {
    address public owner;
    uint256 public limit;

    function initWallet(address owner_, uint256 limit_) external {
        owner = owner_;
        limit = limit_;
    }
}

contract WalletOnce {
    address public owner;
    uint256 public limit;

    function initWallet(address owner_, uint256 limit_) external {
        if (owner != address(0)) revert("again");
        owner = owner_;
        limit = limit_;
    }
}

contract WalletByModifier is OwnableUpgradeable {
    uint256 public limit;

    function initialize(address owner_, uint256 limit_) external initializer {
        __Ownable_init(owner_);
        limit = limit_;
    }
}

// A modifier of the right name that asks for nothing.
contract WalletByName {
    address public owner;

    modifier initializer() {
        _;
    }

    function initialize(address owner_) external initializer {
        owner = owner_;
    }
}

// Not named like one, and takes the contract over all the same.
contract WalletTaken {
    address public owner;

    function configure(address owner_) external {
        owner = owner_;
    }
}

// IN-04, Ronin 2024-08-06: the initializer of version 3 was never run.
contract Bridge is OwnableUpgradeable {
    uint256 internal totalWeight;

    function initialize(address owner_) external initializer {
        __Ownable_init(owner_);
    }
}

contract BridgeTwoSteps is Bridge {
    uint256 internal fee;

    function initializeV3(uint256 weight) external reinitializer(2) {
        totalWeight = weight;
    }

    function initializeV4(uint256 fee_) external reinitializer(3) {
        fee = fee_;
    }
}

contract BridgeSameSteps is Bridge {
    function weight() external view returns (uint256) {
        return totalWeight;
    }
}

// CO-03, Uranium 2021-04-28: one line kept the old scale.
contract Pair {
    uint256 public reserve0;
    uint256 public reserve1;

    function swap(uint256 in0, uint256 in1) external virtual {
        uint256 left = (reserve0 + in0) * 1000 - in0 * 3;
        uint256 right = (reserve1 + in1) * 1000 - in1 * 3;
        require(left * right >= reserve0 * reserve1 * 1000 ** 2, "K");
        reserve0 += in0;
        reserve1 += in1;
    }
}

contract PairHalfScaled is Pair {
    function swap(uint256 in0, uint256 in1) external override {
        uint256 left = (reserve0 + in0) * 10000 - in0 * 16;
        uint256 right = (reserve1 + in1) * 10000 - in1 * 16;
        require(left * right >= reserve0 * reserve1 * 1000 ** 2, "K");
        reserve0 += in0;
        reserve1 += in1;
    }
}

contract PairScaled is Pair {
    function swap(uint256 in0, uint256 in1) external override {
        uint256 left = (reserve0 + in0) * 10000 - in0 * 16;
        uint256 right = (reserve1 + in1) * 10000 - in1 * 16;
        require(left * right >= reserve0 * reserve1 * 10000 ** 2, "K");
        reserve0 += in0;
        reserve1 += in1;
    }
}

contract PairRespelled is Pair {
    function swap(uint256 in0, uint256 in1) external override {
        uint256 left = (reserve0 + in0) * 1e3 - in0 * 0x3;
        uint256 right = (reserve1 + in1) * 1_000 - in1 * 3;
        require(left * right >= reserve0 * reserve1 * 1000 ** 2, "K again");
        reserve0 += in0;
        reserve1 += in1;
    }
}

// CO-01: the same fee, read over another denominator.
contract Fees {
    uint256 public constant DENOMINATOR = 10_000;
    bytes32 public constant ROLE = keccak256("fees.role");
    uint256 public fee;
}

contract FeesScaled {
    uint256 public constant DENOMINATOR = 1_000;
    bytes32 public constant ROLE = keccak256("fees.role");
    uint256 public fee;
}

contract FeesRespelled {
    uint256 public constant DENOMINATOR = 100 * 1e2;
    bytes32 public constant ROLE = keccak256(bytes("fees.role"));
    uint256 public constant MAX_FEE = 500;
    uint256 public fee;
}

contract FeesStored {
    uint256 public DENOMINATOR = 10_000;
    bytes32 public constant ROLE = keccak256("fees.role");
    uint256 public fee;
}
`
