/** Small contracts of our own for checks of code and storage: an original, what is bad about its successor, what is not. */
export const miniStorage = `
// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

// ST-07, Audius 2022-07-23: the admin of the proxy lies on the flags of the initializer.
abstract contract Forwarder {
    function _implementation() internal view virtual returns (address);

    fallback() external payable {
        address target = _implementation();
        assembly {
            calldatacopy(0, 0, calldatasize())
            let done := delegatecall(gas(), target, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(done) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }
}

contract LinearProxy is Forwarder {
    address internal admin;
    address internal implementation;

    function upgradeTo(address target) external {
        require(msg.sender == admin);
        implementation = target;
    }

    function _implementation() internal view override returns (address) {
        return implementation;
    }
}

contract SlottedProxy is Forwarder {
    bytes32 private constant SLOT = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;

    function _implementation() internal view override returns (address target) {
        assembly {
            target := sload(SLOT)
        }
    }
}

contract OddProxy is Forwarder {
    function _implementation() internal view override returns (address target) {
        bytes32 slot = keccak256("mini.proxy.target");
        assembly {
            target := sload(slot)
        }
    }
}

contract FixedProxy is Forwarder {
    address private immutable target = msg.sender;

    function _implementation() internal view override returns (address) {
        return target;
    }
}

contract Governance {
    bool internal initialized;
    bool internal initializing;
    address internal guardian;
    mapping(address => uint256) internal stakes;

    function initialize(address guardian_) external {
        require(initializing || !initialized);
        initialized = true;
        guardian = guardian_;
    }

    function guardianOf() external view returns (address) {
        return guardian;
    }

    function stake(uint256 amount) external {
        stakes[msg.sender] += amount;
    }

    function stakeOf(address account) external view returns (uint256) {
        return stakes[account];
    }
}

/** Declares the variables of its proxy, as Unitroller and Comptroller do. */
contract SharedGovernance {
    address internal admin;
    address internal implementation;
    uint256 internal total;

    function add(uint256 amount) external {
        require(msg.sender == admin);
        total += amount;
    }
}

contract ReservingGovernance {
    uint256[2] private __gap;
    uint256 internal total;

    function add(uint256 amount) external {
        total += amount;
    }
}

contract OddGovernance {
    function target() external view returns (address result) {
        bytes32 slot = keccak256("mini.proxy.target");
        assembly {
            result := sload(slot)
        }
    }
}

contract Stateless {
    function sum(uint256 a, uint256 b) external pure returns (uint256) {
        return a + b;
    }
}

// ST-09, Pike 2024-04-30: a variable in front of the others.
contract Bank {
    address internal keeper;
    uint256 internal total;
    uint256 internal cap;
    mapping(address => uint256) internal shares;

    function keeperOf() external view returns (address) {
        return keeper;
    }

    function totalOf() external view returns (uint256) {
        return total;
    }

    function capOf() external view returns (uint256) {
        return cap;
    }

    function deposit(uint256 amount) external {
        require(total + amount <= cap);
        shares[msg.sender] += amount;
        total += amount;
    }

    function setKeeper(address keeper_) external {
        require(msg.sender == keeper);
        keeper = keeper_;
    }
}

contract BankShifted {
    uint256 internal pausedAt;
    address internal keeper;
    uint256 internal total;
    uint256 internal cap;
    mapping(address => uint256) internal shares;

    function keeperOf() external view returns (address) {
        return keeper;
    }

    function totalOf() external view returns (uint256) {
        return total;
    }

    function capOf() external view returns (uint256) {
        return cap;
    }

    function deposit(uint256 amount) external {
        require(pausedAt == 0);
        require(total + amount <= cap);
        shares[msg.sender] += amount;
        total += amount;
    }

    function setKeeper(address keeper_) external {
        require(msg.sender == keeper);
        keeper = keeper_;
    }

    function pause() external {
        require(msg.sender == keeper);
        pausedAt = block.timestamp;
    }
}

contract BankPausing {
    address internal keeper;
    uint256 internal total;
    uint256 internal cap;
    mapping(address => uint256) internal shares;
    uint256 internal pausedAt;

    function keeperOf() external view returns (address) {
        return keeper;
    }

    function totalOf() external view returns (uint256) {
        return total;
    }

    function capOf() external view returns (uint256) {
        return cap;
    }

    function deposit(uint256 amount) external {
        require(pausedAt == 0);
        require(total + amount <= cap);
        shares[msg.sender] += amount;
        total += amount;
    }

    function setKeeper(address keeper_) external {
        require(msg.sender == keeper);
        keeper = keeper_;
    }

    function pause() external {
        require(msg.sender == keeper);
        pausedAt = block.timestamp;
    }
}

/** All words, no getter: nothing but what functions use tells of a shift. */
contract Ledger {
    uint256 internal a;
    uint256 internal b;

    function move(uint256 amount) external {
        a -= amount;
        b += amount;
    }
}

contract LedgerShifted {
    uint256 internal pausedAt;
    uint256 internal a;
    uint256 internal b;

    function move(uint256 amount) external {
        a -= amount;
        b += amount;
    }

    function pause() external {
        pausedAt = block.timestamp;
    }
}

/** The getter reads a fresh variable; what it read before stands idle. */
contract BankFeeOnly {
    uint256 internal fee;

    function feeOf() external view returns (uint256) {
        return fee;
    }
}

contract BankFeeRenewed {
    uint256 private unused;
    uint256 internal renewed;

    function feeOf() external view returns (uint256) {
        return renewed;
    }
}
`
