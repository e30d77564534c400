// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// @title Price of Harbor's collateral, as the vault reads it.
interface IHarborRateAdapter {
    /// @notice A new rate was reported.
    event RateReported(uint256 rate, uint256 timestamp);

    /// @notice The account that may report changed.
    event ReporterUpdated(address indexed previousReporter, address indexed newReporter);

    error HarborRateAdapterUnauthorizedReporter(address account, address reporter);
    error HarborRateAdapterZeroRate();
    error HarborRateAdapterZeroAddress();

    /// @dev The last report is older than allowed; both values are in seconds.
    error HarborRateAdapterStaleRate(uint256 age, uint256 maxAge);

    /// @notice Asset base units that 1e18 base units of collateral are worth.
    /// @dev Reverts with {HarborRateAdapterStaleRate} when the last report is too old.
    function rate() external view returns (uint256);

    /// @notice Reports a new rate. Only the reporter.
    function report(uint256 newRate) external;

    /// @notice Account that may report.
    function reporter() external view returns (address);

    /// @notice Time of the last report, in seconds.
    function updatedAt() external view returns (uint256);

    /// @notice Age in seconds beyond which a rate is refused.
    function maxAge() external view returns (uint256);

    /// @notice Semantic version of the implementation.
    function version() external pure returns (string memory);
}
