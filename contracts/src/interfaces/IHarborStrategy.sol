// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// @title Place where the vault puts assets that nobody borrows.
interface IHarborStrategy {
    /// @notice Assets moved from the vault into the market.
    event Deposited(uint256 assets);

    /// @notice Assets moved from the market back to the vault.
    event Withdrawn(uint256 assets);

    error HarborStrategyUnauthorizedVault(address account, address vault);
    error HarborStrategyAssetMismatch(address actual, address required);

    /// @notice Puts `assets`, which the vault has just sent here, into the market. Only the vault.
    function deposit(uint256 assets) external;

    /// @notice Sends `assets` from the market to the vault. Only the vault.
    function withdraw(uint256 assets) external;

    /// @notice What the position in the market is worth, in asset base units.
    function totalAssets() external view returns (uint256);

    /// @notice Vault that owns the position.
    function vault() external view returns (address);

    /// @notice ERC-4626 market that holds the position.
    function market() external view returns (address);

    /// @notice Human name of this instance.
    function label() external view returns (string memory);

    /// @notice Semantic version of the implementation.
    function version() external pure returns (string memory);
}
