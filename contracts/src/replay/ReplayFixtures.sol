// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

/// Small contracts whose new code behaves otherwise, each after an incident, with a twin that does not. Old transactions
/// are replayed against them.

abstract contract ReplayFixture is UUPSUpgradeable {
    address public owner;

    function initialize(address owner_) external {
        require(owner == address(0), "initialized");
        owner = owner_;
    }

    function _authorizeUpgrade(address) internal view override {
        require(msg.sender == owner, "not the owner");
    }
}

interface IPaid {
    function mint(address to, uint256 amount) external;
}

/// Compound proposal 62, 2021-09-29: a supplier who was there before rewards began counts from zero, not from where the
/// rewards begin, because `>=` had become `>`.
abstract contract ReplayRewardsBase is ReplayFixture {
    uint256 internal constant INITIAL_INDEX = 1e36;

    IPaid public token;
    uint256 public marketIndex;
    mapping(address user => uint256) public supplied;
    mapping(address user => uint256) public supplierIndex;

    event Claimed(address indexed user, uint256 amount);

    function configure(IPaid token_) external {
        token = token_;
        marketIndex = INITIAL_INDEX;
    }

    function supply(uint256 amount) external {
        supplied[msg.sender] += amount;
    }

    function claim() external returns (uint256 amount) {
        uint256 index = supplierIndex[msg.sender];
        supplierIndex[msg.sender] = marketIndex;
        if (index == 0 && _hasBegun()) index = INITIAL_INDEX;
        amount = supplied[msg.sender] * (marketIndex - index) / INITIAL_INDEX;
        if (amount > 0) token.mint(msg.sender, amount);
        emit Claimed(msg.sender, amount);
    }

    function _hasBegun() internal view virtual returns (bool);
}

contract ReplayRewards is ReplayRewardsBase {
    function _hasBegun() internal view override returns (bool) {
        return marketIndex >= INITIAL_INDEX;
    }
}

contract ReplayRewardsBad is ReplayRewardsBase {
    function _hasBegun() internal view override returns (bool) {
        return marketIndex > INITIAL_INDEX;
    }
}

contract ReplayRewardsTwin is ReplayRewardsBase {
    function _hasBegun() internal view override returns (bool) {
        return !(marketIndex < INITIAL_INDEX);
    }
}

/// Compound proposal 117, 2022-08-30: the new oracle asks every market for its underlying token, and the one of ether
/// has none.
abstract contract ReplayOracleBase is ReplayFixture {
    mapping(address asset => uint256) public priceOf;

    function setPrice(address asset, uint256 price) external {
        priceOf[asset] = price;
    }

    function underlyingPrice(ReplayMarket market) external view virtual returns (uint256);
}

contract ReplayOracle is ReplayOracleBase {
    function underlyingPrice(ReplayMarket market) external view override returns (uint256) {
        return market.isEther() ? 1e18 : priceOf[market.underlying()];
    }
}

contract ReplayOracleBad is ReplayOracleBase {
    function underlyingPrice(ReplayMarket market) external view override returns (uint256) {
        address asset = market.underlying();
        return market.isEther() ? 1e18 : priceOf[asset];
    }
}

contract ReplayOracleTwin is ReplayOracleBase {
    function underlyingPrice(ReplayMarket market) external view override returns (uint256) {
        if (market.isEther()) return 1e18;
        return priceOf[market.underlying()];
    }
}

/// No proxy itself: its transactions reach the oracle from within, and the oracle emits nothing.
contract ReplayMarket {
    ReplayOracleBase public immutable oracle;
    address private immutable _underlying;
    mapping(address user => uint256) public borrowed;

    constructor(ReplayOracleBase oracle_, address underlying_) {
        oracle = oracle_;
        _underlying = underlying_;
    }

    function isEther() public view returns (bool) {
        return _underlying == address(0);
    }

    function underlying() external view returns (address) {
        require(!isEther(), "ether has no underlying token");
        return _underlying;
    }

    function borrow(uint256 amount) external {
        borrowed[msg.sender] += amount * oracle.underlyingPrice(this) / 1e18;
    }
}

/// Nomad, upgrade of 2022-06-21, drained on 2022-08-01: the migration trusts the root zero, which is that of every message
/// nobody has proved.
contract ReplayReplica is ReplayFixture {
    mapping(bytes32 message => bytes32 root) public rootOf;
    mapping(bytes32 root => uint256 time) public confirmAt;
    mapping(address user => uint256) public released;

    error NotProven(bytes32 message);

    event Released(address indexed to, uint256 amount);

    function trust(bytes32 root) external {
        confirmAt[root] = 1;
    }

    function prove(bytes32 message, bytes32 root) external {
        rootOf[message] = root;
    }

    function process(address to, uint256 amount) external virtual {
        bytes32 message = keccak256(abi.encode(to, amount));
        if (confirmAt[rootOf[message]] == 0) revert NotProven(message);
        released[to] += amount;
        emit Released(to, amount);
    }
}

contract ReplayReplicaNew is ReplayReplica {
    function version() external pure returns (uint256) {
        return 2;
    }
}

/// No incident: the same effect for more gas.
abstract contract ReplayLedgerBase is ReplayFixture {
    uint256 public total;
    mapping(address user => uint256) public entries;
}

contract ReplayLedger is ReplayLedgerBase {
    function record(uint256 amount) external virtual {
        entries[msg.sender] += amount;
        total += amount;
    }
}

contract ReplayLedgerBad is ReplayLedgerBase {
    function record(uint256 amount) external {
        for (uint256 i = 0; i < 64; i++) {
            if (entries[address(uint160(i))] > total) revert("never");
        }
        entries[msg.sender] += amount;
        total += amount;
    }
}

contract ReplayLedgerTwin is ReplayLedgerBase {
    function record(uint256 amount) external {
        entries[msg.sender] = entries[msg.sender] + amount;
        total = total + amount;
    }
}

/// The new code looks at a variable that the old one does not know: it has to find what stands there.
contract ReplayLedgerFee is ReplayLedgerBase {
    uint256 public fees;

    event Fee(uint256 fees);

    function record(uint256 amount) external {
        entries[msg.sender] += amount;
        total += amount;
        fees += 1;
        emit Fee(fees);
    }
}

/// The new code works once its migration has run.
contract ReplayLedgerBegun is ReplayLedgerBase {
    uint256 public limit;

    function begin(uint256 limit_) external {
        limit = limit_;
        total += 1;
    }

    function record(uint256 amount) external {
        require(limit > 0, "not begun");
        entries[msg.sender] += amount;
        total += amount;
    }
}

contract ReplayFeed {
    uint256 public value;

    function set(uint256 value_) external {
        value = value_;
    }
}

/// The new code looks at another contract, whose value others set in the same block.
contract ReplayLedgerFeed is ReplayLedgerBase {
    ReplayFeed public immutable feed;

    event Seen(uint256 value);

    constructor(ReplayFeed feed_) {
        feed = feed_;
    }

    function record(uint256 amount) external {
        entries[msg.sender] += amount;
        total += amount;
        emit Seen(feed.value());
    }
}

/// Level Finance, 2023-05-01, in our own words: what a claim names twice is counted twice. The new code looks whether there
/// is enough before it takes anything away, so that every entry of the list sees the same.
abstract contract ReplayReferralBase is ReplayFixture {
    mapping(uint256 epoch => mapping(address user => uint256)) public rewards;
    mapping(address user => uint256) public paid;

    error NotEnough(uint256 epoch);

    event Claimed(address indexed user, uint256 amount);

    function award(uint256 epoch, address user, uint256 amount) external payable {
        rewards[epoch][user] += amount;
    }

    /// Takes an amount of each epoch.
    function claim(uint256 amount, uint256[] calldata epochs) external virtual;
}

contract ReplayReferral is ReplayReferralBase {
    function claim(uint256 amount, uint256[] calldata epochs) external override {
        uint256 total;
        for (uint256 i = 0; i < epochs.length; i++) {
            if (rewards[epochs[i]][msg.sender] < amount) revert NotEnough(epochs[i]);
            rewards[epochs[i]][msg.sender] -= amount;
            total += amount;
        }
        paid[msg.sender] += total;
        emit Claimed(msg.sender, total);
    }
}

contract ReplayReferralBad is ReplayReferralBase {
    function claim(uint256 amount, uint256[] calldata epochs) external override {
        uint256[] memory left = new uint256[](epochs.length);
        for (uint256 i = 0; i < epochs.length; i++) {
            uint256 reward = rewards[epochs[i]][msg.sender];
            if (reward < amount) revert NotEnough(epochs[i]);
            left[i] = reward - amount;
        }
        for (uint256 i = 0; i < epochs.length; i++) {
            rewards[epochs[i]][msg.sender] = left[i];
        }
        paid[msg.sender] += amount * epochs.length;
        emit Claimed(msg.sender, amount * epochs.length);
    }
}

contract ReplayReferralTwin is ReplayReferralBase {
    function claim(uint256 amount, uint256[] calldata epochs) external override {
        for (uint256 i = 0; i < epochs.length; i++) {
            uint256 reward = rewards[epochs[i]][msg.sender];
            if (reward < amount) revert NotEnough(epochs[i]);
            rewards[epochs[i]][msg.sender] = reward - amount;
        }
        uint256 total = amount * epochs.length;
        paid[msg.sender] += total;
        emit Claimed(msg.sender, total);
    }
}
