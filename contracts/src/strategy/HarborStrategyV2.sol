// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IHarborStrategy} from "../interfaces/IHarborStrategy.sol";
import {IHarborVault} from "../interfaces/IHarborVault.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title Strategy, second release: the guardian can leave a market at once.
/// @dev No migration: the new slot is zero in every instance, which means "not exited".
contract HarborStrategyV2 is Initializable, IHarborStrategy {
    using SafeERC20 for IERC20;

    address private _vault;
    address private _market;
    string private _label;
    bool private _exited;

    /// @dev Room for 50 slots in all.
    uint256[46] private __gap;

    /// @notice Everything was taken out of the market, for good.
    event Exited(address indexed guardian, uint256 assets);

    error HarborStrategyUnauthorizedGuardian(address account, address guardian);
    error HarborStrategyExited();

    modifier onlyVault() {
        if (msg.sender != _vault) revert HarborStrategyUnauthorizedVault(msg.sender, _vault);
        _;
    }

    constructor() {
        _disableInitializers();
    }

    function initialize(address vault_, address market_, string calldata label_)
        external
        virtual
        initializer
    {
        address marketAsset = IERC4626(market_).asset();
        address vaultAsset = IERC4626(vault_).asset();
        if (marketAsset != vaultAsset) revert HarborStrategyAssetMismatch(marketAsset, vaultAsset);
        _vault = vault_;
        _market = market_;
        _label = label_;
        IERC20(vaultAsset).forceApprove(market_, type(uint256).max);
    }

    /// @inheritdoc IHarborStrategy
    function deposit(uint256 assets) external virtual onlyVault {
        if (_exited) revert HarborStrategyExited();
        IERC4626(_market).deposit(assets, address(this));
        emit Deposited(assets);
    }

    /// @inheritdoc IHarborStrategy
    function withdraw(uint256 assets) external virtual onlyVault {
        IERC4626(_market).withdraw(assets, _vault, address(this));
        emit Withdrawn(assets);
    }

    /// @notice Takes everything out of the market and never returns to it. Only the vault's guardian.
    function exit() external virtual returns (uint256 assets) {
        address guardian = IHarborVault(_vault).guardian();
        if (msg.sender != guardian) {
            revert HarborStrategyUnauthorizedGuardian(msg.sender, guardian);
        }
        _exited = true;
        assets = IERC4626(_market)
            .redeem(IERC4626(_market).balanceOf(address(this)), _vault, address(this));
        emit Exited(guardian, assets);
    }

    /// @notice Whether the market was left for good.
    function exited() external view virtual returns (bool) {
        return _exited;
    }

    /// @inheritdoc IHarborStrategy
    function label() external view virtual returns (string memory) {
        return _label;
    }

    /// @inheritdoc IHarborStrategy
    function version() external pure virtual returns (string memory) {
        return "2.0.0";
    }

    /// @inheritdoc IHarborStrategy
    function vault() public view virtual returns (address) {
        return _vault;
    }

    /// @inheritdoc IHarborStrategy
    function market() public view virtual returns (address) {
        return _market;
    }

    /// @inheritdoc IHarborStrategy
    function totalAssets() public view virtual returns (uint256) {
        return IERC4626(_market).previewRedeem(IERC4626(_market).balanceOf(address(this)));
    }
}
