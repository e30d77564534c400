/**
 * Contracts of our own, each the mechanism of an incident reduced to what the mistake needs, and its benign twin. The
 * incident is named above each pair.
 */
const base = `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

contract MiniProxy {
    bytes32 private constant SLOT = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;

    constructor(address implementation) {
        assembly { sstore(SLOT, implementation) }
    }

    fallback() external payable {
        assembly {
            calldatacopy(0, 0, calldatasize())
            let ok := delegatecall(gas(), sload(SLOT), 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch ok case 0 { revert(0, returndatasize()) } default { return(0, returndatasize()) }
        }
    }
    receive() external payable {}
}

abstract contract MiniUpgradeable {
    bytes32 private constant SLOT = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;

    uint64 internal _initialized;

    modifier reinitializer(uint64 version) {
        require(_initialized < version, "again");
        _initialized = version;
        _;
    }

    function proxiableUUID() external pure returns (bytes32) {
        return SLOT;
    }

    function upgradeToAndCall(address to, bytes calldata data) external payable virtual {
        assembly { sstore(SLOT, to) }
        if (data.length > 0) {
            (bool ok, ) = to.delegatecall(data);
            require(ok, "migration");
        }
    }
}

contract MiniToken {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    event Transfer(address indexed from, address indexed to, uint256 amount);
    event Approval(address indexed owner, address indexed spender, uint256 amount);

    function mint(address to, uint256 amount) external virtual {
        balanceOf[to] += amount;
        emit Transfer(address(0), to, amount);
    }

    function transfer(address to, uint256 amount) external virtual returns (bool) {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
        emit Transfer(msg.sender, to, amount);
        return true;
    }

    function approve(address spender, uint256 amount) external virtual returns (bool) {
        allowance[msg.sender][spender] = amount;
        emit Approval(msg.sender, spender, amount);
        return true;
    }
}

// Says nothing of what it does.
contract MiniQuietToken is MiniToken {
    function transfer(address to, uint256 amount) external override returns (bool) {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
        return true;
    }
}
`

/** What a migration writes, moves and allows. */
export const writtenIncidents = `${base}
// Nomad, 2022-06-21: the initializer confirmed the root of zero.
contract Replica is MiniUpgradeable {
    bytes32 public committedRoot;
    mapping(bytes32 => uint256) public confirmAt;
}

contract ReplicaConfirmed is Replica {
    function initialize(bytes32 root) external reinitializer(2) {
        committedRoot = root;
        confirmAt[root] = 1;
    }
}

contract ReplicaSame is Replica {
    function initialize() external reinitializer(2) {}
}

// Beanstalk, 2022-04-17: what the proposal ran first sent the assets away. Hedgey, 2024-04-19: an approval remained.
contract Silo is MiniUpgradeable {
    MiniToken public asset;

    function setAsset(MiniToken asset_) external {
        asset = asset_;
    }
}

contract SiloDrained is Silo {
    function migrate(address to, uint256 amount) external reinitializer(2) {
        asset.transfer(to, amount);
    }

    function migrateEther(address payable to, uint256 amount) external reinitializer(2) {
        to.transfer(amount);
    }

    function migrateApproval(address to, uint256 amount) external reinitializer(2) {
        asset.approve(to, amount);
    }

    // Curio, 2024-03-23: tokens out of nothing.
    function migrateMint(address to, uint256 amount) external reinitializer(2) {
        asset.mint(to, amount);
    }
}

contract SiloCounted is Silo {
    function migrate() external reinitializer(2) {
        require(asset.balanceOf(address(this)) > 0, "empty");
    }
}
`

/** What reads differently, and what is still zero. */
export const readIncidents = `${base}
// dYdX, 2021-08-03: two slots were put into one to save gas, and the exchange rate of all stakes read 0.
contract Stakes is MiniUpgradeable {
    uint256 public epoch;
    uint256 public exchangeRate;
    mapping(address => uint256) public stakeOf;

    event Staked(address indexed holder);

    function setUp(uint256 rate) external {
        epoch = 3;
        exchangeRate = rate;
        stakeOf[msg.sender] = 100;
        emit Staked(msg.sender);
    }

    function stake(uint256 amount) external virtual {
        stakeOf[msg.sender] += amount * exchangeRate / 1e18;
    }
}

contract StakesPacked is MiniUpgradeable {
    uint64 public epoch;
    uint128 public exchangeRate;
    mapping(address => uint256) public stakeOf;

    function stake(uint256 amount) external {
        stakeOf[msg.sender] += amount * exchangeRate / 1e18;
    }
}

contract StakesAppended is Stakes {
    uint256 public cap;

    function setCap(uint256 cap_) external reinitializer(2) {
        cap = cap_;
    }

    function stake(uint256 amount) external override {
        require(amount <= cap, "cap");
        stakeOf[msg.sender] += amount * exchangeRate / 1e18;
    }
}

// What the migration writes reads as it was written, and what rests on it is told.
contract StakesRerated is Stakes {
    function setRate(uint256 rate) external reinitializer(2) {
        exchangeRate = rate;
    }

    function worth(address holder) external view returns (uint256) {
        return stakeOf[holder] * exchangeRate;
    }
}

// Pike, 2024-04-30: a base contract to pause was added in front, and every variable moved behind it.
contract Pausing {
    uint256 public pausedAt;
}

contract Pool is MiniUpgradeable {
    address public admin;
    bool public isActive;
    mapping(address => uint256) public balanceOf;

    function setUp() external {
        admin = msg.sender;
        isActive = true;
        balanceOf[msg.sender] = 7;
    }

    function ratio(uint256 amount) external view returns (uint256) {
        return amount * 2;
    }
}

contract PoolPaused is Pausing, Pool {}

contract PoolAppended is Pool {
    uint256 public pausedAt;
}

contract PoolRefusing is MiniUpgradeable {
    address public admin;
    bool public isActive;
    mapping(address => uint256) public balanceOf;

    function ratio(uint256) external pure returns (uint256) {
        revert("not now");
    }
}

// Ronin, 2024-08-06: the initializer of version 3 was skipped, so nobody's vote was needed.
contract Gateway is MiniUpgradeable {
    address public owner;
    mapping(address => uint256) public weightOf;

    function setUp() external {
        owner = msg.sender;
        weightOf[msg.sender] = 100;
    }
}

contract GatewayVoted is Gateway {
    uint256 internal _totalWeight;
    uint256 internal _fee;
    uint256 internal _paid;
    bool internal _paused;
    mapping(bytes32 => bool) internal _done;

    function initializeV3(uint256 weight) external reinitializer(2) {
        _totalWeight = weight;
    }

    function initializeV4(uint256 fee) external reinitializer(3) {
        _fee = fee;
    }

    function initializeBoth(uint256 weight, uint256 fee) external reinitializer(3) {
        _totalWeight = weight;
        _fee = fee;
    }

    function addOperator(address operator, uint256 weight) external {
        require(msg.sender == owner, "not owner");
        weightOf[operator] = weight;
        _totalWeight += weight;
    }

    function pause() external {
        require(msg.sender == owner, "not owner");
        _paused = true;
    }

    function minimumVoteWeight() public view returns (uint256) {
        return _totalWeight * 2 / 3;
    }

    function withdraw(bytes32 id) external {
        require(!_paused && !_done[id], "done");
        require(weightOf[msg.sender] >= minimumVoteWeight(), "weight");
        _done[id] = true;
        _paid += 1 + _fee;
    }
}

// Getters of somebody who wants the desk to stumble.
contract Plain is MiniUpgradeable {
    function spin() external view virtual returns (uint256) { return 1; }
    function flood() external view virtual returns (bytes memory) { return ""; }
    function gasLeft() external view virtual returns (uint256) { return 1; }
    function clock() external view virtual returns (uint256) { return block.timestamp + block.number; }
    function text() external view virtual returns (string memory) { return "a"; }
    function kept() external view virtual returns (uint256) { return 5; }
}

contract Hostile is MiniUpgradeable {
    function spin() external view returns (uint256 sum) { while (true) sum += gasleft(); }
    function flood() external view returns (bytes memory) {
        assembly { return(0, 900000) }
    }
    function gasLeft() external view returns (uint256) { return gasleft(); }
    function clock() external view returns (uint256) { return block.timestamp + block.number; }
    function text() external pure returns (string memory) { return "\\u202e<b>"; }
    function kept() external pure returns (uint256) { return 5; }
}
`

/** Who may do what. */
export const roleIncidents = `${base}
contract Owned is MiniUpgradeable {
    address public owner;
    address public keeper;
    uint256 public fee;
    MiniToken public asset;

    modifier onlyOwner() {
        require(msg.sender == owner, "caller is not the owner");
        _;
    }

    modifier onlyKeeper() {
        require(msg.sender == keeper, "caller is not the keeper");
        _;
    }

    function setUp(address owner_, address keeper_, MiniToken asset_) external {
        owner = owner_;
        keeper = keeper_;
        asset = asset_;
    }

    function setFee(uint256 fee_) external virtual onlyOwner {
        fee = fee_;
    }

    function poke() external virtual onlyKeeper {
        fee += 1;
    }
}

// UPCX, 2025-04-01: a function by which the administrator withdraws.
contract OwnedWithdrawn is Owned {
    function withdrawByAdmin(address to, uint256 amount) external onlyOwner {
        asset.transfer(to, amount);
    }
}

// PAID, 2021-03-05: a function to mint.
contract OwnedMinted is Owned {
    event Transfer(address indexed from, address indexed to, uint256 amount);

    mapping(address => uint256) public balanceOf;

    function mint(address to, uint256 amount) external onlyOwner {
        balanceOf[to] += amount;
        emit Transfer(address(0), to, amount);
    }
}

contract OwnedAlike is Owned {
    function setFee(uint256 fee_) external override onlyOwner {
        require(fee_ <= 1e20, "too much");
        fee = fee_;
    }
}

// The keeper lost what was his to the owner.
contract OwnedSwapped is Owned {
    function poke() external override onlyOwner {
        fee += 1;
    }
}
`
