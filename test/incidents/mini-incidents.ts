/**
 * Contracts of our own, each the mechanism of an incident reduced to what the mistake needs, and its benign twin. The
 * incident is named above each pair.
 */
export const miniIncidents = `// SPDX-License-Identifier: Apache-2.0
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
