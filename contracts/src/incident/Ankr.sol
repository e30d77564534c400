// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

// Ankr aBNBc, 2022-12-01, about 5 million, in our own words: the new code has a second function that mints, and no guard.

abstract contract AnkrToken {
    address internal _minter;
    uint256 internal _totalSupply;
    mapping(address => uint256) internal _balances;
    bool internal _initialized;

    event Transfer(address indexed from, address indexed to, uint256 amount);

    modifier onlyMinter() {
        require(msg.sender == _minter, "not the minter");
        _;
    }

    function initialize(address minter_) external {
        require(!_initialized, "initialised");
        _initialized = true;
        _minter = minter_;
    }

    function mint(address account, uint256 amount) external onlyMinter {
        _mint(account, amount);
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        _balances[msg.sender] -= amount;
        _balances[to] += amount;
        emit Transfer(msg.sender, to, amount);
        return true;
    }

    function balanceOf(address account) external view returns (uint256) {
        return _balances[account];
    }

    function _mint(address account, uint256 amount) internal {
        _totalSupply += amount;
        _balances[account] += amount;
        emit Transfer(address(0), account, amount);
    }
}

contract AnkrTokenV1 is AnkrToken {}

/// @dev BAD: anybody mints.
contract AnkrTokenOpenMint is AnkrToken {
    function mintApprovedTo(address account, uint256 amount) external {
        _mint(account, amount);
    }
}

/// @dev Its twin has the guard of its sibling, and something new for everybody that concerns nobody else.
contract AnkrTokenGuardedMint is AnkrToken {
    mapping(address => uint256) private _nicknames;

    function mintApprovedTo(address account, uint256 amount) external onlyMinter {
        _mint(account, amount);
    }

    function setNickname(uint256 nickname) external {
        _nicknames[msg.sender] = nickname;
    }
}
