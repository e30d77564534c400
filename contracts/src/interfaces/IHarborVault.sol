// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// @title Lending vault: depositors supply one asset, borrowers take it against one collateral.
/// @dev The ERC-4626 half is in OpenZeppelin's IERC4626. Amounts of the asset and of the collateral are in
/// base units of their tokens, basis points are out of 10_000.
interface IHarborVault {
    struct InitializeParameters {
        string name;
        string symbol;
        address asset;
        address collateral;
        address rateAdapter;
        address owner;
        address guardian;
        address allocator;
        address feeRecipient;
        uint256 depositCap;
        uint256 borrowRate;
        uint16 feeBps;
    }

    struct Position {
        uint256 collateral;
        uint256 scaledDebt;
    }

    event RateAdapterUpdated(address indexed rateAdapter);
    event GuardianUpdated(address indexed guardian);
    event AllocatorUpdated(address indexed allocator);
    event FeeUpdated(address indexed feeRecipient, uint16 feeBps);
    event DepositCapUpdated(uint256 depositCap);
    event BorrowRateUpdated(uint256 borrowRate);

    /// @notice The guardian stopped everything but exits, for `reason`.
    event EmergencyPaused(address indexed guardian, string reason);

    event StrategyAdded(address indexed strategy);
    event StrategyRemoved(address indexed strategy);
    event Allocated(address indexed strategy, uint256 assets);
    event Deallocated(address indexed strategy, uint256 assets);

    event CollateralDeposited(address indexed caller, address indexed account, uint256 amount);
    event CollateralWithdrawn(address indexed account, address indexed receiver, uint256 amount);
    event Borrowed(address indexed account, address indexed receiver, uint256 assets);
    event Repaid(address indexed caller, address indexed account, uint256 assets);
    event Liquidated(
        address indexed caller,
        address indexed account,
        uint256 repaid,
        uint256 seized,
        uint256 badDebt
    );
    event InterestAccrued(uint256 interest, uint256 fee);
    event FeesCollected(address indexed feeRecipient, uint256 assets);

    error HarborVaultUnauthorized(address account);
    error HarborVaultZeroAddress();
    error HarborVaultFeeTooHigh(uint256 feeBps, uint256 maxFeeBps);
    error HarborVaultBorrowRateTooHigh(uint256 borrowRate, uint256 maxBorrowRate);
    error HarborVaultUnknownStrategy(address strategy);
    error HarborVaultDuplicateStrategy(address strategy);
    error HarborVaultForeignStrategy(address strategyVault, address vault);
    error HarborVaultTooManyStrategies(uint256 count, uint256 maxCount);
    error HarborVaultInsufficientLiquidity(uint256 available, uint256 required);
    error HarborVaultInsufficientCollateral(uint256 available, uint256 required);
    error HarborVaultUnhealthyPosition(uint256 debt, uint256 maxDebt);
    error HarborVaultHealthyPosition(uint256 debt, uint256 liquidationDebt);

    /// @notice Adds `amount` of the caller's collateral to the position of `account`.
    function depositCollateral(uint256 amount, address account) external;

    /// @notice Takes `amount` of collateral out of the caller's position.
    function withdrawCollateral(uint256 amount, address receiver) external;

    /// @notice Borrows `assets` against the caller's collateral.
    function borrow(uint256 assets, address receiver) external;

    /// @notice Pays back up to `assets` of the debt of `account`; more than the debt means all of it.
    /// @return repaid Assets actually taken from the caller.
    function repay(uint256 assets, address account) external returns (uint256 repaid);

    /// @notice Pays back up to `assets` of an unhealthy position and takes its collateral at a discount.
    /// @dev Debt that is left without any collateral is written off, at the expense of the depositors.
    function liquidate(address account, uint256 assets)
        external
        returns (uint256 repaid, uint256 seized);

    /// @notice Sends the fees accrued so far to the fee recipient. Anyone may call.
    function collectFees() external returns (uint256 assets);

    /// @notice Debt of `account` now, interest included, rounded up.
    function debtOf(address account) external view returns (uint256);

    /// @notice Collateral of `account`.
    function collateralOf(address account) external view returns (uint256);

    /// @notice Debt of all positions now, interest included.
    function totalDebt() external view returns (uint256);

    /// @notice Fees accrued and not yet collected.
    function accruedFees() external view returns (uint256);

    /// @notice Stops everything but withdraw, redeem, repay and liquidate. Only the guardian or the owner.
    function pause(string calldata reason) external;

    /// @notice Ends a pause. Only the owner.
    function unpause() external;

    /// @notice Moves idle assets into a strategy. Only the allocator.
    function allocate(address strategy, uint256 assets) external;

    /// @notice Moves assets from a strategy back. Only the allocator or the guardian.
    function deallocate(address strategy, uint256 assets) external;

    /// @notice Lists a strategy that was made for this vault. Only the owner, as all that follows.
    function addStrategy(address strategy) external;

    /// @notice Takes back everything that a strategy holds, and strikes it from the list.
    function removeStrategy(address strategy) external;

    function setRateAdapter(address newRateAdapter) external;
    function setGuardian(address newGuardian) external;
    function setAllocator(address newAllocator) external;
    function setFee(address newFeeRecipient, uint16 newFeeBps) external;
    function setDepositCap(uint256 newDepositCap) external;

    /// @notice Sets the interest, per second, where 1e18 is 100 %.
    function setBorrowRate(uint256 newBorrowRate) external;

    function rateAdapter() external view returns (address);
    function collateral() external view returns (address);
    function guardian() external view returns (address);
    function allocator() external view returns (address);
    function feeRecipient() external view returns (address);
    function feeBps() external view returns (uint16);
    function depositCap() external view returns (uint256);
    function borrowRate() external view returns (uint256);
    function strategies() external view returns (address[] memory);

    /// @notice What all strategies hold together, in asset base units.
    function strategyAssets() external view returns (uint256);

    /// @notice Semantic version of the implementation.
    function version() external pure returns (string memory);
}
