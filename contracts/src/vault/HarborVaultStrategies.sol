// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IHarborStrategy} from "../interfaces/IHarborStrategy.sol";
import {IHarborVault} from "../interfaces/IHarborVault.sol";
import {HarborVaultSettings} from "./HarborVaultSettings.sol";
import {
    ERC4626Upgradeable
} from "@openzeppelin/contracts-upgradeable/token/ERC20/extensions/ERC4626Upgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Where the vault puts assets that nobody borrows.
/// @dev The guard's constructor does not run behind a proxy; its slot starts at zero there, which it reads as
/// "not entered".
abstract contract HarborVaultStrategies is
    HarborVaultSettings,
    ERC4626Upgradeable,
    ReentrancyGuard
{
    using SafeERC20 for IERC20;

    /// @dev Every deposit and withdrawal asks each strategy for its worth, so the list must stay short.
    uint256 internal constant MAX_STRATEGIES = 8;

    address[] private _strategies;

    /// @dev Room for 50 slots in all.
    uint256[49] private __gap;

    /// @inheritdoc IHarborVault
    function allocate(address strategy, uint256 assets)
        external
        virtual
        nonReentrant
        whenNotPaused
    {
        if (msg.sender != allocator()) revert HarborVaultUnauthorized(msg.sender);
        _requireListed(strategy);
        uint256 idle = _idleAssets();
        if (assets > idle) revert HarborVaultInsufficientLiquidity(idle, assets);
        IERC20(asset()).safeTransfer(strategy, assets);
        IHarborStrategy(strategy).deposit(assets);
        emit Allocated(strategy, assets);
    }

    /// @inheritdoc IHarborVault
    function deallocate(address strategy, uint256 assets) external virtual nonReentrant {
        if (msg.sender != allocator() && msg.sender != guardian()) {
            revert HarborVaultUnauthorized(msg.sender);
        }
        _requireListed(strategy);
        _pull(strategy, assets);
    }

    /// @inheritdoc IHarborVault
    function addStrategy(address strategy) external virtual onlyOwner {
        if (_isListed(strategy)) revert HarborVaultDuplicateStrategy(strategy);
        uint256 count = _strategies.length + 1;
        if (count > MAX_STRATEGIES) revert HarborVaultTooManyStrategies(count, MAX_STRATEGIES);
        address strategyVault = IHarborStrategy(strategy).vault();
        if (strategyVault != address(this)) {
            revert HarborVaultForeignStrategy(strategyVault, address(this));
        }
        _strategies.push(strategy);
        emit StrategyAdded(strategy);
    }

    /// @inheritdoc IHarborVault
    function removeStrategy(address strategy) external virtual onlyOwner nonReentrant {
        _requireListed(strategy);
        uint256 held = IHarborStrategy(strategy).totalAssets();
        if (held != 0) _pull(strategy, held);
        uint256 last = _strategies.length - 1;
        for (uint256 i = 0; i < last; ++i) {
            if (_strategies[i] == strategy) {
                _strategies[i] = _strategies[last];
                break;
            }
        }
        _strategies.pop();
        emit StrategyRemoved(strategy);
    }

    /// @inheritdoc IHarborVault
    function strategies() public view virtual returns (address[] memory) {
        return _strategies;
    }

    /// @inheritdoc IHarborVault
    function strategyAssets() public view virtual returns (uint256 assets) {
        for (uint256 i = 0; i < _strategies.length; ++i) {
            assets += IHarborStrategy(_strategies[i]).totalAssets();
        }
    }

    /// @dev Assets held by the vault itself.
    function _idleAssets() internal view returns (uint256) {
        return IERC20(asset()).balanceOf(address(this));
    }

    /// @dev Everything that can be paid out now: all but what borrowers owe.
    function _liquidity() internal view returns (uint256) {
        return _idleAssets() + strategyAssets();
    }

    /// @dev Pulls from the strategies, in their order, until the vault itself holds `assets`.
    function _ensureIdle(uint256 assets) internal {
        uint256 idle = _idleAssets();
        for (uint256 i = 0; i < _strategies.length && idle < assets; ++i) {
            uint256 held = IHarborStrategy(_strategies[i]).totalAssets();
            if (held != 0) idle += _pull(_strategies[i], Math.min(assets - idle, held));
        }
        if (idle < assets) revert HarborVaultInsufficientLiquidity(idle, assets);
    }

    function _pull(address strategy, uint256 assets) private returns (uint256) {
        IHarborStrategy(strategy).withdraw(assets);
        emit Deallocated(strategy, assets);
        return assets;
    }

    function _requireListed(address strategy) private view {
        if (!_isListed(strategy)) revert HarborVaultUnknownStrategy(strategy);
    }

    function _isListed(address strategy) private view returns (bool) {
        for (uint256 i = 0; i < _strategies.length; ++i) {
            if (_strategies[i] == strategy) return true;
        }
        return false;
    }
}
