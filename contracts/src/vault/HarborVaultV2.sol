// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IHarborRateAdapter} from "../interfaces/IHarborRateAdapter.sol";
import {IHarborVault} from "../interfaces/IHarborVault.sol";
import {HarborVaultDebt} from "./HarborVaultDebt.sol";
import {HarborVaultStrategies} from "./HarborVaultStrategies.sol";
import {
    ERC4626Upgradeable
} from "@openzeppelin/contracts-upgradeable/token/ERC20/extensions/ERC4626Upgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Harbor's lending vault, second release: the patch of the collateral drain.
/// @dev {withdrawCollateral} checks the position as it will be. A cap on all debt bounds what the next mistake
/// of this kind can cost; {initializeV2} must run in the transaction of the upgrade, or nothing can be
/// borrowed until it does.
contract HarborVaultV2 is HarborVaultStrategies, HarborVaultDebt, UUPSUpgradeable {
    using SafeERC20 for IERC20;
    using Math for uint256;

    /// @dev What may be borrowed against collateral, and the debt at which anyone may liquidate. The distance
    /// between the two is what a price may fall before the next block.
    uint256 private constant MAX_LTV_BPS = 7_500;
    uint256 private constant LIQUIDATION_BPS = 8_000;

    /// @dev What a liquidator earns on top of what it repays.
    uint256 private constant LIQUIDATION_BONUS_BPS = 500;

    uint256 private _borrowCap;

    /// @dev Room for 50 slots in all.
    uint256[49] private __gap;

    /// @notice The cap on all debt changed.
    event BorrowCapUpdated(uint256 borrowCap);

    error HarborVaultBorrowCapExceeded(uint256 debt, uint256 borrowCap);

    constructor() {
        _disableInitializers();
    }

    function initialize(InitializeParameters calldata parameters) external virtual initializer {
        __ERC20_init(parameters.name, parameters.symbol);
        __ERC4626_init(IERC20(parameters.asset));
        __HarborVaultSettings_init(parameters);
        __HarborVaultDebt_init();
    }

    /// @notice Migration from the first release, and part of the start of a new vault.
    /// @dev Nothing is at stake when a stranger is first on a vault that was upgraded without it, but the cap:
    /// therefore only the owner.
    function initializeV2(uint256 borrowCap_) external virtual reinitializer(2) onlyOwner {
        _setBorrowCap(borrowCap_);
    }

    /// @notice Sets the cap on all debt, in asset base units. Only the owner.
    function setBorrowCap(uint256 newBorrowCap) external virtual onlyOwner {
        _setBorrowCap(newBorrowCap);
    }

    /// @inheritdoc IHarborVault
    function depositCollateral(uint256 amount, address account)
        external
        virtual
        nonReentrant
        whenNotPaused
    {
        _increaseCollateral(account, amount);
        IERC20(collateral()).safeTransferFrom(msg.sender, address(this), amount);
        emit CollateralDeposited(msg.sender, account, amount);
    }

    /// @inheritdoc IHarborVault
    function withdrawCollateral(uint256 amount, address receiver)
        external
        virtual
        nonReentrant
        whenNotPaused
    {
        _accrueInterest();
        _decreaseCollateral(msg.sender, amount);
        _requireHealthy(msg.sender);
        IERC20(collateral()).safeTransfer(receiver, amount);
        emit CollateralWithdrawn(msg.sender, receiver, amount);
    }

    /// @inheritdoc IHarborVault
    function borrow(uint256 assets, address receiver) external virtual nonReentrant whenNotPaused {
        _accrueInterest();
        _increaseDebt(msg.sender, assets);
        _requireHealthy(msg.sender);
        uint256 debt = totalDebt();
        if (debt > _borrowCap) revert HarborVaultBorrowCapExceeded(debt, _borrowCap);
        _ensureIdle(assets);
        IERC20(asset()).safeTransfer(receiver, assets);
        emit Borrowed(msg.sender, receiver, assets);
    }

    /// @inheritdoc IHarborVault
    function repay(uint256 assets, address account)
        external
        virtual
        nonReentrant
        returns (uint256 repaid)
    {
        _accrueInterest();
        repaid = _decreaseDebt(account, assets);
        IERC20(asset()).safeTransferFrom(msg.sender, address(this), repaid);
        emit Repaid(msg.sender, account, repaid);
    }

    /// @inheritdoc IHarborVault
    function liquidate(address account, uint256 assets)
        external
        virtual
        nonReentrant
        returns (uint256 repaid, uint256 seized)
    {
        _accrueInterest();
        uint256 rate = IHarborRateAdapter(rateAdapter()).rate();
        uint256 debt = debtOf(account);
        uint256 available = collateralOf(account);
        uint256 liquidationDebt = available.mulDiv(rate, WAD).mulDiv(LIQUIDATION_BPS, BPS);
        if (debt <= liquidationDebt) revert HarborVaultHealthyPosition(debt, liquidationDebt);

        repaid = Math.min(assets, debt);
        seized = repaid.mulDiv(WAD * (BPS + LIQUIDATION_BONUS_BPS), rate * BPS);
        if (seized > available) {
            seized = available;
            repaid =
                seized.mulDiv(rate * BPS, WAD * (BPS + LIQUIDATION_BONUS_BPS), Math.Rounding.Ceil);
        }
        repaid = _decreaseDebt(account, repaid);
        _decreaseCollateral(account, seized);
        uint256 badDebt = seized == available ? _decreaseDebt(account, type(uint256).max) : 0;

        IERC20(asset()).safeTransferFrom(msg.sender, address(this), repaid);
        IERC20(collateral()).safeTransfer(msg.sender, seized);
        emit Liquidated(msg.sender, account, repaid, seized, badDebt);
    }

    /// @inheritdoc IHarborVault
    function collectFees() external virtual nonReentrant returns (uint256 assets) {
        _accrueInterest();
        assets = _takeFees();
        _ensureIdle(assets);
        IERC20(asset()).safeTransfer(feeRecipient(), assets);
        emit FeesCollected(feeRecipient(), assets);
    }

    /// @notice Cap on all debt, in asset base units.
    function borrowCap() external view virtual returns (uint256) {
        return _borrowCap;
    }

    /// @inheritdoc IHarborVault
    function version() external pure virtual returns (string memory) {
        return "2.0.0";
    }

    /// @notice Idle assets, assets in strategies and debt, less the fees that belong to the fee recipient.
    function totalAssets() public view virtual override returns (uint256) {
        return (_liquidity() + totalDebt()).saturatingSub(accruedFees());
    }

    /// @notice Room below the deposit cap; none while paused.
    function maxDeposit(address) public view virtual override returns (uint256) {
        return paused() ? 0 : depositCap().saturatingSub(totalAssets());
    }

    /// @notice Room below the deposit cap, in shares; none while paused.
    function maxMint(address receiver) public view virtual override returns (uint256) {
        return _convertToShares(maxDeposit(receiver), Math.Rounding.Floor);
    }

    /// @notice Shares of `owner`, or as many as the liquidity pays for. Also decides {maxWithdraw}.
    function maxRedeem(address owner) public view virtual override returns (uint256) {
        return Math.min(balanceOf(owner), _convertToShares(_liquidity(), Math.Rounding.Floor));
    }

    /// @dev With a million virtual shares per asset unit, a first depositor loses far more than it can take by
    /// donating to the vault.
    function _decimalsOffset() internal pure virtual override returns (uint8) {
        return 6;
    }

    function _deposit(address caller, address receiver, uint256 assets, uint256 shares)
        internal
        virtual
        override
        nonReentrant
    {
        _accrueInterest();
        super._deposit(caller, receiver, assets, shares);
    }

    function _withdraw(
        address caller,
        address receiver,
        address owner,
        uint256 assets,
        uint256 shares
    ) internal virtual override nonReentrant {
        _accrueInterest();
        _ensureIdle(assets);
        super._withdraw(caller, receiver, owner, assets, shares);
    }

    /// @dev A position without debt is healthy at any price, also at none.
    function _requireHealthy(address account) internal view {
        uint256 debt = debtOf(account);
        if (debt == 0) return;
        uint256 rate = IHarborRateAdapter(rateAdapter()).rate();
        uint256 maxDebt = collateralOf(account).mulDiv(rate, WAD).mulDiv(MAX_LTV_BPS, BPS);
        if (debt > maxDebt) revert HarborVaultUnhealthyPosition(debt, maxDebt);
    }

    function _setBorrowCap(uint256 newBorrowCap) internal {
        _borrowCap = newBorrowCap;
        emit BorrowCapUpdated(newBorrowCap);
    }

    function _authorizeUpgrade(address) internal virtual override onlyOwner {}
}
