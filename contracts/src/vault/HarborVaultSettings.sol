// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IHarborVault} from "../interfaces/IHarborVault.sol";
import {
    OwnableUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/OwnableUpgradeable.sol";
import {
    PausableUpgradeable
} from "@openzeppelin/contracts-upgradeable/utils/PausableUpgradeable.sol";

/// @title Who may do what in the vault, and within which bounds.
/// @dev The owner is a timelock; the guardian can only stop; the allocator can only move assets between the
/// vault and strategies that the owner has listed.
abstract contract HarborVaultSettings is OwnableUpgradeable, PausableUpgradeable, IHarborVault {
    /// @dev One fifth of the interest: above it depositors would be better off elsewhere.
    uint256 internal constant MAX_FEE_BPS = 2_000;

    /// @dev 200 % a year, in 1e18 per second: a typing error is refused, no market rate is.
    uint256 internal constant MAX_BORROW_RATE = 2e18 / uint256(365 days);

    uint256 internal constant BPS = 10_000;

    address private _rateAdapter;
    address private _collateral;
    address private _guardian;
    address private _allocator;
    address private _feeRecipient;
    uint16 private _feeBps;
    uint256 private _depositCap;
    uint256 private _borrowRate;

    /// @dev Room for 50 slots in all.
    uint256[43] private __gap;

    modifier onlyGuardianOrOwner() {
        if (msg.sender != _guardian && msg.sender != owner()) {
            revert HarborVaultUnauthorized(msg.sender);
        }
        _;
    }

    function __HarborVaultSettings_init(InitializeParameters calldata parameters)
        internal
        onlyInitializing
    {
        __Ownable_init(parameters.owner);
        if (parameters.collateral == address(0)) revert HarborVaultZeroAddress();
        _collateral = parameters.collateral;
        _setRateAdapter(parameters.rateAdapter);
        _setGuardian(parameters.guardian);
        _setAllocator(parameters.allocator);
        _setFee(parameters.feeRecipient, parameters.feeBps);
        _setDepositCap(parameters.depositCap);
        _setBorrowRate(parameters.borrowRate);
    }

    /// @inheritdoc IHarborVault
    function pause(string calldata reason) external virtual onlyGuardianOrOwner {
        _pause();
        emit EmergencyPaused(msg.sender, reason);
    }

    /// @inheritdoc IHarborVault
    function unpause() external virtual onlyOwner {
        _unpause();
    }

    /// @inheritdoc IHarborVault
    function setRateAdapter(address newRateAdapter) external virtual onlyOwner {
        _setRateAdapter(newRateAdapter);
    }

    /// @inheritdoc IHarborVault
    function setGuardian(address newGuardian) external virtual onlyOwner {
        _setGuardian(newGuardian);
    }

    /// @inheritdoc IHarborVault
    function setAllocator(address newAllocator) external virtual onlyOwner {
        _setAllocator(newAllocator);
    }

    /// @inheritdoc IHarborVault
    function setFee(address newFeeRecipient, uint16 newFeeBps) external virtual onlyOwner {
        _beforeRateChange();
        _setFee(newFeeRecipient, newFeeBps);
    }

    /// @inheritdoc IHarborVault
    function setDepositCap(uint256 newDepositCap) external virtual onlyOwner {
        _setDepositCap(newDepositCap);
    }

    /// @inheritdoc IHarborVault
    function setBorrowRate(uint256 newBorrowRate) external virtual onlyOwner {
        _beforeRateChange();
        _setBorrowRate(newBorrowRate);
    }

    /// @inheritdoc IHarborVault
    function rateAdapter() public view virtual returns (address) {
        return _rateAdapter;
    }

    /// @inheritdoc IHarborVault
    function collateral() public view virtual returns (address) {
        return _collateral;
    }

    /// @inheritdoc IHarborVault
    function guardian() public view virtual returns (address) {
        return _guardian;
    }

    /// @inheritdoc IHarborVault
    function allocator() public view virtual returns (address) {
        return _allocator;
    }

    /// @inheritdoc IHarborVault
    function feeRecipient() public view virtual returns (address) {
        return _feeRecipient;
    }

    /// @inheritdoc IHarborVault
    function feeBps() public view virtual returns (uint16) {
        return _feeBps;
    }

    /// @inheritdoc IHarborVault
    function depositCap() public view virtual returns (uint256) {
        return _depositCap;
    }

    /// @inheritdoc IHarborVault
    function borrowRate() public view virtual returns (uint256) {
        return _borrowRate;
    }

    /// @dev Called before the borrow rate or the fee changes, so that the past keeps its old terms.
    function _beforeRateChange() internal virtual;

    function _setRateAdapter(address newRateAdapter) private {
        if (newRateAdapter == address(0)) revert HarborVaultZeroAddress();
        _rateAdapter = newRateAdapter;
        emit RateAdapterUpdated(newRateAdapter);
    }

    function _setGuardian(address newGuardian) private {
        if (newGuardian == address(0)) revert HarborVaultZeroAddress();
        _guardian = newGuardian;
        emit GuardianUpdated(newGuardian);
    }

    /// @dev The zero address is allowed: nobody allocates then.
    function _setAllocator(address newAllocator) private {
        _allocator = newAllocator;
        emit AllocatorUpdated(newAllocator);
    }

    function _setFee(address newFeeRecipient, uint16 newFeeBps) private {
        if (newFeeRecipient == address(0)) revert HarborVaultZeroAddress();
        if (newFeeBps > MAX_FEE_BPS) revert HarborVaultFeeTooHigh(newFeeBps, MAX_FEE_BPS);
        _feeRecipient = newFeeRecipient;
        _feeBps = newFeeBps;
        emit FeeUpdated(newFeeRecipient, newFeeBps);
    }

    function _setDepositCap(uint256 newDepositCap) private {
        _depositCap = newDepositCap;
        emit DepositCapUpdated(newDepositCap);
    }

    function _setBorrowRate(uint256 newBorrowRate) private {
        if (newBorrowRate > MAX_BORROW_RATE) {
            revert HarborVaultBorrowRateTooHigh(newBorrowRate, MAX_BORROW_RATE);
        }
        _borrowRate = newBorrowRate;
        emit BorrowRateUpdated(newBorrowRate);
    }
}
