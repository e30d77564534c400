// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IHarborRateAdapter} from "../interfaces/IHarborRateAdapter.sol";
import {
    OwnableUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/OwnableUpgradeable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Price of Harbor's collateral, second release: one report can no longer move it at will.
/// @dev Until {initializeV2} has run the bound is zero, so that only the same rate can be reported again.
contract HarborRateAdapterV2 is OwnableUpgradeable, IHarborRateAdapter {
    uint256 private constant BPS = 10_000;

    address private _reporter;
    uint256 private _rate;
    uint256 private _updatedAt;
    uint256 private _maxAge;
    uint256 private _maxDeviationBps;

    /// @dev Room for 50 slots in all.
    uint256[45] private __gap;

    /// @notice The bound on the step from one report to the next changed.
    event MaxDeviationUpdated(uint256 maxDeviationBps);

    /// @dev Both values are in basis points of the last rate.
    error HarborRateAdapterExcessiveDeviation(uint256 deviationBps, uint256 maxDeviationBps);

    error HarborRateAdapterDeviationOutOfRange(uint256 maxDeviationBps, uint256 limitBps);

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

    /// @notice Migration from the first release.
    /// @dev Callable once, in the transaction of the upgrade: the ProxyAdmin calls through the proxy, so that
    /// the caller cannot be compared with the owner here.
    function initializeV2(uint256 maxDeviationBps_) external virtual reinitializer(2) {
        if (maxDeviationBps_ == 0 || maxDeviationBps_ > BPS) {
            revert HarborRateAdapterDeviationOutOfRange(maxDeviationBps_, BPS);
        }
        _maxDeviationBps = maxDeviationBps_;
        emit MaxDeviationUpdated(maxDeviationBps_);
    }

    /// @inheritdoc IHarborRateAdapter
    function report(uint256 newRate) external virtual {
        if (msg.sender != _reporter) {
            revert HarborRateAdapterUnauthorizedReporter(msg.sender, _reporter);
        }
        uint256 step = newRate > _rate ? newRate - _rate : _rate - newRate;
        uint256 deviationBps = Math.mulDiv(step, BPS, _rate, Math.Rounding.Ceil);
        if (deviationBps > _maxDeviationBps) {
            revert HarborRateAdapterExcessiveDeviation(deviationBps, _maxDeviationBps);
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

    /// @notice Largest step from one report to the next, in basis points.
    function maxDeviationBps() external view virtual returns (uint256) {
        return _maxDeviationBps;
    }

    /// @inheritdoc IHarborRateAdapter
    function version() external pure virtual returns (string memory) {
        return "2.0.0";
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
