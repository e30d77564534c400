// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IHarborRateAdapter} from "../interfaces/IHarborRateAdapter.sol";
import {
    OwnableUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/OwnableUpgradeable.sol";

/// @title Price of Harbor's collateral, reported by a keeper.
/// @dev A rate that is too old is refused rather than used.
contract HarborRateAdapter is OwnableUpgradeable, IHarborRateAdapter {
    address private _reporter;
    uint256 private _rate;
    uint256 private _updatedAt;
    uint256 private _maxAge;

    /// @dev Room for 50 slots in all.
    uint256[46] private __gap;

    constructor() {
        _disableInitializers();
    }

    function initialize(address owner_, address reporter_, uint256 initialRate, uint256 maxAge_)
        external
        virtual
        initializer
    {
        __Ownable_init(owner_);
        _maxAge = maxAge_;
        _setReporter(reporter_);
        _setRate(initialRate);
    }

    /// @inheritdoc IHarborRateAdapter
    function report(uint256 newRate) external virtual {
        if (msg.sender != _reporter) {
            revert HarborRateAdapterUnauthorizedReporter(msg.sender, _reporter);
        }
        _setRate(newRate);
    }

    /// @notice Names another reporter. Only the owner.
    function setReporter(address newReporter) external virtual onlyOwner {
        _setReporter(newReporter);
    }

    /// @inheritdoc IHarborRateAdapter
    function reporter() external view virtual returns (address) {
        return _reporter;
    }

    /// @inheritdoc IHarborRateAdapter
    function updatedAt() external view virtual returns (uint256) {
        return _updatedAt;
    }

    /// @inheritdoc IHarborRateAdapter
    function maxAge() external view virtual returns (uint256) {
        return _maxAge;
    }

    /// @inheritdoc IHarborRateAdapter
    function version() external pure virtual returns (string memory) {
        return "1.0.0";
    }

    /// @inheritdoc IHarborRateAdapter
    function rate() public view virtual returns (uint256) {
        uint256 age = block.timestamp - _updatedAt;
        if (age > _maxAge) revert HarborRateAdapterStaleRate(age, _maxAge);
        return _rate;
    }

    function _setReporter(address newReporter) private {
        if (newReporter == address(0)) revert HarborRateAdapterZeroAddress();
        address previousReporter = _reporter;
        _reporter = newReporter;
        emit ReporterUpdated(previousReporter, newReporter);
    }

    function _setRate(uint256 newRate) private {
        if (newRate == 0) revert HarborRateAdapterZeroRate();
        _rate = newRate;
        _updatedAt = block.timestamp;
        emit RateReported(newRate, block.timestamp);
    }
}
