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

// What it asks for, any caller can give.
contract WalletMeasured {
    address public owner;
    uint256 public limit;

    function initWallet(address owner_, uint256 limit_) external {
        require(limit_ > limit, "limit");
        owner = owner_;
        limit = limit_;
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

// AC-06, LI.FI 2024-07-16 and Hedgey 2024-04-19: a caller chooses whom the contract calls, or who may spend.
contract Router {
    mapping(address => bool) public isAllowed;
    address public owner;
    IToken public token;

    function route(address target, bytes calldata data) external virtual {
        require(isAllowed[target], "target");
        _call(target, data);
    }

    function lend(address spender, uint256 amount) external virtual {
        require(msg.sender == owner, "owner");
        token.approve(spender, amount);
    }

    function refund() external {
        (bool done, ) = msg.sender.call("");
        require(done, "refund");
    }

    function _call(address to, bytes memory data) internal {
        (bool done, ) = to.call(data);
        require(done, "call");
    }
}

contract RouterOpen is Router {
    struct Step {
        address to;
        bytes data;
    }

    function routeAll(Step[] calldata steps) external {
        for (uint256 i = 0; i < steps.length; i++) {
            require(steps[i].to != address(0), "zero");
            _call(steps[i].to, steps[i].data);
        }
    }
}

contract RouterLending is Router {
    function lend(address spender, uint256 amount) external override {
        token.approve(spender, amount);
    }
}

// AC-07, Furucombo 2021-02-27: code that a caller chooses runs in the storage of the contract.
contract Module {
    address internal immutable implementation;
    address public handler;
    address public owner;

    constructor(address implementation_) {
        implementation = implementation_;
    }

    function run(bytes calldata data) external virtual {
        (bool done, ) = implementation.delegatecall(data);
        require(done, "run");
    }

    function setHandler(address handler_) external virtual {
        require(msg.sender == owner, "owner");
        handler = handler_;
    }
}

contract ModuleOpen is Module {
    constructor(address implementation_) Module(implementation_) {}

    function runAt(address target, bytes calldata data) external {
        (bool done, ) = target.delegatecall(data);
        require(done, "run");
    }
}

contract ModuleAssembly is Module {
    constructor(address implementation_) Module(implementation_) {}

    function runAt(address target) external {
        assembly {
            calldatacopy(0, 0, calldatasize())
            if iszero(delegatecall(gas(), target, 0, calldatasize(), 0, 0)) { revert(0, 0) }
        }
    }
}

contract ModuleStored is Module {
    constructor(address implementation_) Module(implementation_) {}

    function run(bytes calldata data) external override {
        (bool done, ) = handler.delegatecall(data);
        require(done, "run");
    }
}

contract ModuleStoredOpen is ModuleStored {
    constructor(address implementation_) ModuleStored(implementation_) {}

    function setHandler(address handler_) external override {
        handler = handler_;
    }
}

// ST-04: a member in the middle of a namespace; a constant that is not the formula's.
contract Named {
    /// @custom:storage-location erc7201:mini.main
    struct MainStorage {
        uint256 total;
        mapping(address => uint256) shares;
        address keeper;
    }

    bytes32 private constant MAIN = keccak256(abi.encode(uint256(keccak256("mini.main")) - 1)) & ~bytes32(uint256(0xff));

    function _main() private pure returns (MainStorage storage $) {
        bytes32 slot = MAIN;
        assembly {
            $.slot := slot
        }
    }

    function credit(uint256 amount) external {
        _main().total += amount;
    }
}

contract NamedAppended {
    /// @custom:storage-location erc7201:mini.main
    struct MainStorage {
        uint256 total;
        mapping(address => uint256) shares;
        address keeper;
        uint64 since;
    }

    bytes32 private constant MAIN = 0x1e2389d20058385209f3e5b6dda3f5ebc440e8c2bd7c1b0dfbf1715fef305b00;

    function _main() private pure returns (MainStorage storage $) {
        assembly {
            $.slot := MAIN
        }
    }

    function credit(uint256 amount) external {
        _main().total += amount;
    }
}

contract NamedInserted {
    /// @custom:storage-location erc7201:mini.main
    struct MainStorage {
        uint256 total;
        uint256 cap;
        mapping(address => uint256) shares;
        address keeper;
    }

    bytes32 private constant MAIN = 0x1e2389d20058385209f3e5b6dda3f5ebc440e8c2bd7c1b0dfbf1715fef305b00;

    function _main() private pure returns (MainStorage storage $) {
        assembly {
            $.slot := MAIN
        }
    }

    function credit(uint256 amount) external {
        _main().total += amount;
    }
}

contract NamedElsewhere {
    /// @custom:storage-location erc7201:mini.main
    struct MainStorage {
        uint256 total;
        mapping(address => uint256) shares;
        address keeper;
    }

    bytes32 private constant MAIN = keccak256("mini.main");

    function _main() private pure returns (MainStorage storage $) {
        bytes32 slot = MAIN;
        assembly {
            $.slot := slot
        }
    }

    function credit(uint256 amount) external {
        _main().total += amount;
    }
}

// ST-06, Pike 2024-04-30: the bases of a contract in another order.
contract Debts {
    uint256 internal debts;
}

contract Rates {
    uint256 internal rates;
}

contract Checks {}

contract Market is Debts, Rates {}

contract MarketSwapped is Rates, Debts {}

contract MarketExtended is Debts, Rates, Checks {}

contract Pausing {
    uint256 internal pausedAt;
}

contract MarketPaused is Pausing, Debts, Rates {}

contract WalletPaused is Pausing {
    address public owner;
    uint256 public limit;
}

contract WalletExtended is WalletOpen, Pausing {}

// ST-08: the owner is looked for at another slot.
contract Slotted {
    bytes32 private constant OWNER_SLOT = keccak256("mini.owner");

    function owner() external view returns (address result) {
        bytes32 slot = OWNER_SLOT;
        assembly {
            result := sload(slot)
        }
    }
}

contract SlottedElsewhere {
    bytes32 private constant OWNER_SLOT = keccak256("mini.owner.v2");

    function owner() external view returns (address result) {
        bytes32 slot = OWNER_SLOT;
        assembly {
            result := sload(slot)
        }
    }
}

contract SlottedRenamed {
    bytes32 private constant HOLDER = 0x71ab2be17041b08bb708535390766d98c13efbe6eabd60d10246a4ba767809cf;

    function owner() external view returns (address result) {
        assembly {
            result := sload(HOLDER)
        }
    }
}

// IN-05, Kinto 2025-07 and USPD 2025-09-16: between upgrade and initializer anyone may be first.
contract BridgeOwnerStep is Bridge {
    function initializeV3(uint256 weight) external reinitializer(2) onlyOwner {
        totalWeight = weight;
    }
}

// FV-03, Euler 2023-03-13: donate takes shares away like its siblings, and asks nothing about debts.
contract Lending {
    mapping(address => uint256) internal shares;
    mapping(address => uint256) internal debts;
    uint256 internal reserves;

    function deposit(uint256 amount) external {
        shares[msg.sender] += amount;
    }

    function withdraw(uint256 amount) external virtual {
        shares[msg.sender] -= amount;
        _checkLiquidity(msg.sender);
    }

    function transfer(address to, uint256 amount) external {
        shares[msg.sender] -= amount;
        shares[to] += amount;
        _checkLiquidity(msg.sender);
    }

    function _checkLiquidity(address account) internal view {
        require(shares[account] >= debts[account], "debts");
    }
}

contract LendingDonating is Lending {
    function donate(uint256 amount) external {
        shares[msg.sender] -= amount;
        reserves += amount;
    }
}

contract LendingChecked is Lending {
    function donate(uint256 amount) external {
        shares[msg.sender] -= amount;
        reserves += amount;
        _checkLiquidity(msg.sender);
    }
}

contract LendingForgetful is Lending {
    function withdraw(uint256 amount) external override {
        shares[msg.sender] -= amount;
    }

    function move(address to, uint256 amount) external {
        shares[msg.sender] -= amount;
        shares[to] += amount;
        _checkLiquidity(msg.sender);
    }
}

// FV-03, PAID 2021-03-05 and UPCX 2025-04-01: a new way out beside the one for the owner.
contract Treasury {
    IToken internal token;
    address internal owner;

    function pay(address to, uint256 amount) external {
        require(msg.sender == owner, "owner");
        token.transfer(to, amount);
    }
}

contract TreasuryOpen is Treasury {
    function payOut(address to, uint256 amount) external {
        require(amount > 0, "amount");
        token.transfer(to, amount);
    }
}

// AC-01: the guard stands in a library that is linked.
library Access {
    struct Roles {
        mapping(address => bool) isKeeper;
    }

    function requireKeeper(Roles storage roles) public view {
        require(roles.isKeeper[msg.sender], "keeper");
    }

    function requireNothing(Roles storage) public pure {}
}

contract Linked {
    Access.Roles internal roles;
    uint256 internal fee;

    function setFee(uint256 fee_) external {
        Access.requireKeeper(roles);
        fee = fee_;
    }
}

contract LinkedOpen {
    Access.Roles internal roles;
    uint256 internal fee;

    function setFee(uint256 fee_) external {
        Access.requireNothing(roles);
        fee = fee_;
    }
}

contract LinkedRenamed {
    using Access for Access.Roles;

    Access.Roles internal roles;
    uint256 internal fee;

    function setFee(uint256 newFee) external {
        roles.requireKeeper();
        fee = newFee;
    }
}
`
