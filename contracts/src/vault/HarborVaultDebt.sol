// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IHarborVault} from "../interfaces/IHarborVault.sol";
import {HarborVaultSettings} from "./HarborVaultSettings.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title What borrowers owe, and the interest on it.
/// @dev A debt is stored divided by an index that grows with the interest, so that time passes for all
/// positions at once: debt = scaledDebt * index / 1e18. Every rounding is to the depositors' advantage.
abstract contract HarborVaultDebt is HarborVaultSettings {
    using Math for uint256;

    uint256 internal constant WAD = 1e18;

    uint256 private _borrowIndex;
    uint256 private _accruedAt;
    uint256 private _totalScaledDebt;
    uint256 private _accruedFees;
    mapping(address account => Position) private _positions;

    /// @dev Room for 50 slots in all.
    uint256[45] private __gap;

    function __HarborVaultDebt_init() internal onlyInitializing {
        _borrowIndex = WAD;
        _accruedAt = block.timestamp;
    }

    /// @inheritdoc IHarborVault
    function debtOf(address account) public view virtual returns (uint256) {
        (uint256 index,,) = _currentInterest();
        return _positions[account].scaledDebt.mulDiv(index, WAD, Math.Rounding.Ceil);
    }

    /// @inheritdoc IHarborVault
    function collateralOf(address account) public view virtual returns (uint256) {
        return _positions[account].collateral;
    }

    /// @inheritdoc IHarborVault
    function totalDebt() public view virtual returns (uint256) {
        (uint256 index,,) = _currentInterest();
        return _totalScaledDebt.mulDiv(index, WAD);
    }

    /// @inheritdoc IHarborVault
    function accruedFees() public view virtual returns (uint256) {
        (,, uint256 fee) = _currentInterest();
        return _accruedFees + fee;
    }

    /// @dev Index as of now, and the interest and fee that have accrued since the last update.
    function _currentInterest()
        internal
        view
        returns (uint256 index, uint256 interest, uint256 fee)
    {
        uint256 elapsed =
            block.timestamp - _accruedAt;
        index = _borrowIndex + _borrowIndex.mulDiv(borrowRate() * elapsed, WAD);
        interest = _totalScaledDebt.mulDiv(index, WAD) - _totalScaledDebt.mulDiv(_borrowIndex, WAD);
        fee = interest.mulDiv(feeBps(), BPS);
    }

    function _accrueInterest() internal {
        if (_accruedAt == block.timestamp) return;
        (uint256 index, uint256 interest, uint256 fee) = _currentInterest();
        _borrowIndex = index;
        _accruedAt = block.timestamp;
        _accruedFees += fee;
        emit InterestAccrued(interest, fee);
    }

    /// @dev Interest must have been accrued.
    function _increaseDebt(address account, uint256 assets) internal {
        uint256 scaled = assets.mulDiv(WAD, _borrowIndex, Math.Rounding.Ceil);
        _positions[account].scaledDebt += scaled;
        _totalScaledDebt += scaled;
    }

    /// @dev Interest must have been accrued.
    /// @return repaid `assets`, or the whole debt where that is less.
    function _decreaseDebt(address account, uint256 assets) internal returns (uint256 repaid) {
        uint256 scaledDebt = _positions[account].scaledDebt;
        uint256 debt = scaledDebt.mulDiv(_borrowIndex, WAD, Math.Rounding.Ceil);
        uint256 scaled;
        (repaid, scaled) =
            assets < debt ? (assets, assets.mulDiv(WAD, _borrowIndex)) : (debt, scaledDebt);
        _positions[account].scaledDebt = scaledDebt - scaled;
        _totalScaledDebt -= scaled;
    }

    function _increaseCollateral(address account, uint256 amount) internal {
        _positions[account].collateral += amount;
    }

    function _decreaseCollateral(address account, uint256 amount) internal {
        uint256 available = _positions[account].collateral;
        if (amount > available) revert HarborVaultInsufficientCollateral(available, amount);
        _positions[account].collateral = available - amount;
    }

    /// @dev Empties the fee account and returns what was in it.
    function _takeFees() internal returns (uint256 assets) {
        assets = _accruedFees;
        _accruedFees = 0;
    }

    function _beforeRateChange() internal virtual override {
        _accrueInterest();
    }
}
