// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborTest} from "./HarborTest.sol";
import {VaultHandler} from "./VaultHandler.sol";

/// @dev What must hold in every release after any sequence of actions.
abstract contract HarborVaultInvariants is HarborTest {
    VaultHandler internal handler;

    function setUp() public virtual override {
        super.setUp();
        _release();
        _deposit(alice, 100_000e6);
        handler = new VaultHandler(vault, reporter, allocator);
        targetContract(address(handler));
    }

    /// @dev Brings the vault to the release under test.
    function _release() internal virtual;

    function invariant_booksBalance() public view {
        uint256 holdings = asset.balanceOf(address(vault)) + vault.strategyAssets();
        assertEq(vault.totalAssets() + vault.accruedFees(), holdings + vault.totalDebt());
    }

    function invariant_debtsAddUp() public view {
        address[] memory actors = handler.actors();
        uint256 sum;
        for (uint256 i = 0; i < actors.length; ++i) {
            sum += vault.debtOf(actors[i]);
        }
        assertGe(sum, vault.totalDebt(), "single debts are rounded up");
        assertLe(sum - vault.totalDebt(), actors.length);
    }

    function invariant_collateralIsThere() public view {
        address[] memory actors = handler.actors();
        uint256 sum;
        for (uint256 i = 0; i < actors.length; ++i) {
            sum += vault.collateralOf(actors[i]);
        }
        assertEq(collateral.balanceOf(address(vault)), sum);
    }

    function invariant_sharesAreNeverWorthLess() public view {
        assertEq(handler.worstFall(), 0);
    }

    function invariant_sharesAreCovered() public view {
        assertLe(vault.convertToAssets(vault.totalSupply()), vault.totalAssets());
    }
}
